package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.statistics.BetaPosterior;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where were the objects allocated that survive? At a leaking site the survivors' births reach over
 * the whole time it leaked. A cache that filled early has only old survivors; one that replaces its
 * entries has only young ones; both leave some third of the time empty.
 *
 * <p>JFR keeps few samples, and fewer the later they were taken, so births may lie somewhat early.
 */
final class SurvivingSites implements Rule {
  /**
   * Samples without which a spread says nothing: 3·(2/3)^6 = 26 % of even ones leave a third empty.
   */
  private static final int SAMPLES = 6;

  /**
   * Largest Kolmogorov-Smirnov distance from an even spread, early. Chosen from recorded traces of
   * JFR: 0.35 at a real leak.
   */
  private static final double TOO_EARLY = 0.5;

  /** The same late. Chosen: the load may vary threefold. */
  private static final double TOO_LATE = 0.3;

  /** 5 % critical value of that distance, times √n (Smirnov 1948). */
  private static final double BY_CHANCE = 1.36;

  /** The oldest survivor's age as a share of the time watched, at least. */
  private static final double REACH = 0.6;

  /** Share of old samples whose reclaim tells a cache: most of a leak's are never. Chosen. */
  static final double RECLAIMED = 0.2;

  /** Samples at all sites without which that they are replaced says nothing of the rest. Chosen. */
  private static final int MANY = 20;

  /** Share of those that must be at sites that replace what they hold. Chosen. */
  private static final double MOST = 0.9;

  /** Probability at which that is sure. */
  private static final double SURE = 0.95;

  @Override
  public String name() {
    return "surviving sites";
  }

  @Override
  public Answer judge(Observation seen) {
    Snapshot snapshot = seen.snapshot();
    if (snapshot == null) {
      return new Answer.CannotSay("No allocation samples: the site is not known.");
    }
    List<SiteSurvivors> leaking = leaking(seen);
    if (!leaking.isEmpty()) {
      SiteSurvivors first = leaking.getFirst();
      return new Answer.Leak(
          "%d samples that outlived two old-generation cycles, %s of all since warm-up, are of %s, born throughout the last %s (by thirds of that time: %s)."
                  .formatted(
                      first.samples(),
                      Words.percent(first.share()),
                      at(first),
                      Words.duration(first.oldestAge()),
                      first.spread().thirds())
              + fate(first));
    }
    if (snapshot.sites().isEmpty()) {
      return new Answer.CannotSay(
          "No allocation sample has outlived two old-generation cycles yet.");
    }
    SiteSurvivors first = snapshot.sites().getFirst();
    return new Answer.CannotSay(
        "No allocation site's survivors look like a leak's yet; the largest has %d, %s: %s."
            .formatted(first.samples(), at(first), whyNot(seen, first)));
  }

  /** How many of a site's samples that were old are reclaimed later. */
  static BetaPosterior reclaimed(SiteSurvivors site) {
    return new BetaPosterior(site.old().reclaimed(), site.old().followed());
  }

  /** What is known of how many are reclaimed, in words; nothing before anything is. */
  private static String fate(SiteSurvivors site) {
    BetaPosterior reclaimed = reclaimed(site);
    return reclaimed.trials() == 0
        ? ""
        : " Of %d that were old already, %d %s reclaimed since: at most %s ever are (95 %%)."
            .formatted(
                reclaimed.trials(),
                reclaimed.hits(),
                reclaimed.hits() == 1 ? "was" : "were",
                Words.percent(reclaimed.quantile(SURE)));
  }

  /** Sites whose survivors look like a leak's, most samples first. */
  static List<SiteSurvivors> leaking(Observation seen) {
    Snapshot snapshot = seen.snapshot();
    return snapshot == null
        ? List.of()
        : snapshot.sites().stream().filter(s -> whyNot(seen, s).isEmpty()).toList();
  }

  /** Where in the newest snapshot those are. */
  static List<Integer> places(Observation seen, List<SiteSurvivors> leaking) {
    Snapshot snapshot = seen.snapshot();
    return snapshot == null ? List.of() : leaking.stream().map(snapshot.sites()::indexOf).toList();
  }

  static String at(SiteSurvivors site) {
    String frame = site.applicationFrame();
    return frame == null ? site.type() : site.type() + " allocated at " + frame;
  }

  /**
   * That what survives is replaced, in words: no leak alone, for a sampler does not see everything;
   * null when some site keeps what it has or too little is known.
   */
  static @Nullable String replaced(Observation seen) {
    Snapshot snapshot = seen.snapshot();
    Long proven = snapshot == null ? null : snapshot.provenBefore();
    if (snapshot == null || proven == null || snapshot.samples() < MANY) {
      return null;
    }
    int replaced = 0;
    long oldest = 0;
    for (SiteSurvivors site : snapshot.sites()) {
      boolean isReplaced = isOnlyYoung(seen, site, proven) || isReclaimed(site);
      replaced += isReplaced ? site.samples() : 0;
      oldest = isReplaced ? Math.max(oldest, site.oldestAge()) : oldest;
    }
    return replaced < MOST * snapshot.samples()
        ? null
        : "%d of %d samples that outlived two old-generation cycles are at sites that replace what they hold, the oldest of %s"
            .formatted(replaced, snapshot.samples(), Words.duration(oldest));
  }

  private static boolean isReclaimed(SiteSurvivors site) {
    return reclaimed(site).quantile(1 - SURE) > RECLAIMED;
  }

  private static boolean isOnlyYoung(Observation seen, SiteSurvivors site, long proven) {
    long from = seen.oldFloors().isEmpty() ? seen.warmUp() : seen.oldFloors().getFirst().second();
    return proven - site.oldestSecond() < REACH * (proven - from);
  }

  /** Why a site's survivors do not look like a leak's; empty when they do. */
  private static String whyNot(Observation seen, SiteSurvivors site) {
    BetaPosterior reclaimed = reclaimed(site);
    if (isReclaimed(site)) {
      return "%d of %d that were old were reclaimed since, so it replaces what it holds"
          .formatted(reclaimed.hits(), reclaimed.trials());
    }
    Spread spread = site.spread();
    if (site.samples() < SAMPLES) {
      return "too few samples";
    }
    Snapshot snapshot = seen.snapshot();
    Long proven = snapshot == null ? null : snapshot.provenBefore();
    if (proven == null || isOnlyYoung(seen, site, proven)) {
      return "they are only as old as %s, as in a cache that replaces its entries"
          .formatted(Words.duration(site.oldestAge()));
    }
    boolean empty = spread.thirds().contains(0);
    double distance =
        Math.max(spread.late() ? TOO_LATE : TOO_EARLY, BY_CHANCE / Math.sqrt(spread.count()));
    return empty || spread.distance() > distance
        ? "born unevenly (by thirds: %s)".formatted(spread.thirds())
        : "";
  }
}
