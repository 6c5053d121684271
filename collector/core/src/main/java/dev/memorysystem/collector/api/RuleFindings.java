package dev.memorysystem.collector.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules that change classes saw in a process ({@code memory.rule_findings}): what was opened
 * there and not closed, and by whom.
 *
 * @param at event time
 */
public record RuleFindings(Instant at, List<Rule> rules, List<Found> found) {
  public RuleFindings {
    rules = List.copyOf(rules);
    found = List.copyOf(found);
  }

  /**
   * A rule that was asked for.
   *
   * @param state {@code installed}, {@code removed} or {@code refused}
   * @param reason in words, where it is not installed
   * @param seconds time that it took on the application's threads
   */
  public record Rule(
      String name, String state, @Nullable String reason, @Nullable Double seconds) {}

  /**
   * A site that leaves open what it opens.
   *
   * @param rule its name
   * @param type class of what was opened
   * @param frames stack of the creation, innermost first
   * @param opened objects that were followed since the rule was installed
   * @param closed those of them that were closed, shut down or cancelled
   * @param collected those that became garbage before that
   * @param alive those that are still open
   * @param oldestSeconds age of the oldest of these
   */
  public record Found(
      String rule,
      String type,
      List<String> frames,
      long opened,
      long closed,
      long collected,
      long alive,
      double oldestSeconds) {
    public Found {
      frames = List.copyOf(frames);
    }
  }
}
