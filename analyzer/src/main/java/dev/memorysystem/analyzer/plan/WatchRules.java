package dev.memorysystem.analyzer.plan;

import dev.memorysystem.analyzer.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which rules that change classes can tell more of what is suspected. */
final class WatchRules {
  private WatchRules() {}

  /**
   * @param open findings that are neither resolved nor ignored
   * @param when they are allowed
   * @param at event time
   */
  static Plan.Rules of(List<Finding> open, When when, Instant at) {
    return switch (when) {
      case NEVER -> Plan.Rules.NONE;
      case ALWAYS -> Plan.Rules.ALL;
      case ON_SUSPICION -> {
        List<String> rules = new ArrayList<>(Plan.Rules.ALL.enabled());
        rules.removeIf(rule -> open.stream().noneMatch(finding -> concerns(rule, finding, at)));
        yield new Plan.Rules(rules);
      }
    };
  }

  private static boolean concerns(String rule, Finding finding, Instant at) {
    return switch (finding.kind()) {
      case THREAD -> rule.equals(Plan.Rules.RUNNING_EXECUTORS);
      case NATIVE -> rule.equals(Plan.Rules.UNCLOSED_RESOURCES);
      case METASPACE -> rule.equals(Plan.Rules.STAYING_CLASS_LOADERS);
      case HEAP -> isUnnamed(finding, at);
      case DIRECT_BUFFER, MAPPED_BUFFER, ALLOCATOR_RETENTION, PAGE_CACHE -> false;
    };
  }

  /** For long enough that sites, paths and containers had their time. */
  private static boolean isUnnamed(Finding finding, Instant at) {
    return !Escalation.isNamed(finding)
        && !at.isBefore(Escalation.openSince(finding).plus(Escalation.CENSUS_AFTER));
  }
}
