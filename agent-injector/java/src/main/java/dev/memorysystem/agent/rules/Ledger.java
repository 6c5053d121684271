package dev.memorysystem.agent.rules;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one rule saw: objects that are open, weakly, and by site how many there were. Its events
 * come on the application's threads, and use nothing that a rule weaves.
 */
final class Ledger {
  /** Objects that are followed at a time: some 0.5 MB. */
  static final int MAX_OPEN = 8_192;

  static final int MAX_SITES = 512;

  /** Sites of a record, docs/signals.yaml. */
  private static final int MAX_FINDINGS = 32;

  /**
   * Objects that one site has left open before it is told of; chosen: one or two may be for good.
   */
  static final long FEWEST = 3;

  private final Rule rule;
  private final Budget budget;
  private final Map<Object, Opened> open = new ConcurrentHashMap<>();
  private final Map<Site, Site> sites = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

  Ledger(Rule rule, Budget budget) {
    this.rule = rule;
    this.budget = budget;
  }

  /** One begins, or a constructor of its superclass has ended before. */
  void begins(Object object) {
    if (open.size() < MAX_OPEN
        && budget.coversStack()
        && !open.containsKey(new Opened.Key(object))) {
      Site seen = Site.ofCaller(object);
      Site site = sites.get(seen);
      if (site == null) {
        if (sites.size() >= MAX_SITES) {
          return;
        }
        Site first = sites.putIfAbsent(seen, seen);
        site = first == null ? seen : first;
      }
      Opened opened = new Opened(object, queue, site);
      open.put(opened, opened);
      site.opened.incrementAndGet();
    }
  }

  void ends(Object object) {
    Opened opened = open.remove(new Opened.Key(object));
    if (opened != null) {
      opened.site.closed.incrementAndGet();
    }
  }

  /** Counts what became garbage. */
  void sweep() {
    for (Reference<?> cleared = queue.poll(); cleared != null; cleared = queue.poll()) {
      Opened opened = open.remove(cleared);
      if (opened != null) {
        opened.site.collected.incrementAndGet();
      }
    }
  }

  /**
   * Sites that left most open, the worst first.
   *
   * @param youngestSeconds age from which one counts that is alive
   */
  List<RuleFinding> findings(double youngestSeconds) {
    sweep();
    long now = System.nanoTime();
    Map<Site, Long> alive = new HashMap<>();
    Map<Site, Double> oldest = new HashMap<>();
    for (Opened opened : open.values()) {
      double age = (now - opened.nanoTime) / 1e9;
      if (age >= youngestSeconds) {
        alive.merge(opened.site, 1L, Long::sum);
        oldest.merge(opened.site, age, Math::max);
      }
    }
    List<RuleFinding> findings = new ArrayList<>();
    for (Site site : sites.values()) {
      RuleFinding finding =
          new RuleFinding(rule, site, alive.getOrDefault(site, 0L), oldest.getOrDefault(site, 0.0));
      if (finding.left() >= FEWEST) {
        findings.add(finding);
      }
    }
    findings.sort(Comparator.comparingLong(RuleFinding::left).reversed());
    return findings.size() <= MAX_FINDINGS
        ? findings
        : new ArrayList<>(findings.subList(0, MAX_FINDINGS));
  }
}
