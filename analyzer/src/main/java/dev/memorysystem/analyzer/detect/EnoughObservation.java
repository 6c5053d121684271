package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Has it been watched long enough to say anything? A floor that does not rise at all may be cleared
 * without an old-generation cycle; growth may not be called a leak without several, because
 * promoted garbage raises the floor until one has run.
 */
final class EnoughObservation implements Rule {
  /** Shortest watch after warm-up, in seconds: six reports at a 15 s interval. */
  static final long SHORTEST = 90;

  /** Old-generation cycles that growth must be seen across. */
  static final long OLD_CYCLES = 3;

  /** Old-generation floors below which no trend can reach the 5 % level (Kendall's exact table). */
  static final int POINTS = 5;

  /** Old-generation cycles that show a level: the second says what the first left. */
  private static final int LEVEL_CYCLES = 2;

  /** How much longer than for a leak one must watch for that. */
  private static final double LEVEL_LONGER = 1.5;

  @Override
  public String name() {
    return "enough observation";
  }

  @Override
  public Answer judge(Observation seen) {
    if (seen.warming()) {
      return new Answer.CannotSay(
          "After %s it still warms up: classes are loaded and code is compiled."
              .formatted(Words.duration(seen.now())));
    }
    if (seen.watched() < SHORTEST) {
      return new Answer.CannotSay(
          "Watched for less than %s after a warm-up of %s: too short to tell growth from warm-up."
              .formatted(Words.duration(SHORTEST), Words.duration(seen.warmUp())));
    }
    if (seen.oldCycles() >= OLD_CYCLES && seen.oldFloors().size() >= POINTS) {
      return new Answer.Leak(
          "Watched for %s after warm-up, across %d old-generation cycles."
              .formatted(Words.duration(seen.watched()), seen.oldCycles()));
    }
    if (!seen.acrossCycles() && seen.oldFloors().size() >= POINTS) {
      return new Answer.Leak(
          "Watched for %s after warm-up, across %d old-generation cycles: a container that only grows shows that what is left is not garbage alone."
              .formatted(Words.duration(seen.watched()), seen.oldCycles()));
    }
    if (seen.floorTrend() != null) {
      var flat = GrowingFloor.flatWithGarbage(seen, seen.floorTrend());
      if (flat != null) {
        return flat;
      }
    }
    Answer level = levelAcrossCycles(seen);
    if (level != null) {
      return level;
    }
    return new Answer.CannotSay(
        ("Only %d old-generation cycles completed while watched, and %d are needed: until then"
                + " promoted garbage raises the live set as a leak would.")
            .formatted(seen.oldCycles(), Math.max(OLD_CYCLES, POINTS)));
  }

  /** Not a leak when the few old-generation floors there are lie close together; else null. */
  private static @Nullable Answer levelAcrossCycles(Observation seen) {
    List<Point> floors = seen.oldFloors();
    if (seen.oldCycles() < LEVEL_CYCLES
        || floors.size() < LEVEL_CYCLES
        || seen.span() < LEVEL_LONGER * SHORTEST) {
      return null;
    }
    LongSummaryStatistics levels = floors.stream().mapToLong(Point::bytes).summaryStatistics();
    double moved = levels.getMax() - levels.getMin();
    double free = seen.scale() - levels.getMax();
    return moved * GrowingFloor.FLAT >= free
        ? null
        : new Answer.NotLeak(
            "Nothing grows that matters: across %d old-generation cycles in %s the live set stayed between %s and %s."
                .formatted(
                    seen.oldCycles(),
                    Words.duration(seen.span()),
                    Words.bytes(levels.getMin()),
                    Words.bytes(levels.getMax())));
  }
}
