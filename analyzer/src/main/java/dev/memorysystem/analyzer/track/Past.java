package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolved findings that another one has followed, newest first: a leak that comes back, as after a
 * rollback, is the same finding again.
 */
record Past(List<Finding> findings) {
  /** Findings remembered; each is some 5 KB of JSON. */
  static final int MOST = 5;

  Past {
    findings = List.copyOf(findings);
  }

  /** The finding of that site, or else of that id. */
  Optional<Finding> find(String site, String id) {
    return findings.stream()
        .filter(f -> !site.isEmpty() && Identity.site(f).equals(site))
        .findFirst()
        .or(() -> findings.stream().filter(f -> f.id().equals(id)).findFirst());
  }

  Past with(Finding resolved) {
    List<Finding> longer = new ArrayList<>(without(resolved.id()).findings);
    longer.addFirst(resolved);
    return new Past(longer.subList(0, Math.min(MOST, longer.size())));
  }

  Past without(String id) {
    return new Past(findings.stream().filter(f -> !f.id().equals(id)).toList());
  }
}
