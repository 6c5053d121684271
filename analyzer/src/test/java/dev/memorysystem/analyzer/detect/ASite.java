package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An allocation site with its survivors, in the making: of a process that is 1,500 s old. */
final class ASite {
  private static final long NOW = 1500;

  private final String type;
  private @Nullable String frame = "com.acme.Orders.add(Orders.java:12)";
  private List<Integer> births = List.of();
  private Spread spread = new Spread(18, List.of(6, 6, 6), 0.1, false);
  private int kept;
  private int reclaimed;
  private boolean memoised;

  private ASite(String type) {
    this.type = type;
  }

  static ASite of(String type) {
    return new ASite(type);
  }

  ASite at(@Nullable String other) {
    frame = other;
    return this;
  }

  ASite spread(Spread other) {
    spread = other;
    return this;
  }

  /** What became of those that were old before. */
  ASite old(int alive, int gone) {
    kept = alive;
    reclaimed = gone;
    return this;
  }

  ASite births(Integer... seconds) {
    births = List.of(seconds);
    return this;
  }

  ASite memoised() {
    memoised = true;
    return this;
  }

  /** Half of all samples. */
  SiteSurvivors born(long oldest, int samples) {
    return new SiteSurvivors(
        type,
        frame == null ? List.of() : List.of(frame),
        frame,
        samples,
        0.5,
        1000,
        oldest,
        NOW - oldest,
        spread,
        memoised,
        new OldSamples(births, kept, reclaimed));
  }
}
