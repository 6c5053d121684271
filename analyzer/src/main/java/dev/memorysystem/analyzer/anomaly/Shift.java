package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.statistics.Trend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Live sets that are higher than others.
 *
 * @param since when it began
 * @param usual median before, bytes
 * @param level median since, bytes
 * @param reason for a person
 */
record Shift(Instant since, double usual, double level, String reason) {
  /** By this share of what was usual, at least. Chosen: no one counts less. */
  private static final double RELATIVE = 0.2;

  /** And by this share of the heap's limit. Chosen. */
  private static final double OF_LIMIT = 0.05;

  /** Standard deviations of the levels before: as for single outliers (see {@link Burst}). */
  private static final double NOISE = 3.5;

  /** Nearly all levels before are below this one. */
  static final double NEARLY_ALL = 0.95;

  /** And nearly all since above it. */
  static final double MOST = 0.25;

  /** Share of the shift by which what grows may have moved: more is growth, and no step. Chosen. */
  private static final double STILL = 0.25;

  /** Load that is so many times higher explains a higher live set. Chosen. */
  static final double MORE_LOAD = 1.5;

  /** Whether the difference is worth telling. */
  static boolean isMaterial(double usual, double level, double deviation, @Nullable Long limit) {
    double shift = level - usual;
    return shift >= RELATIVE * usual
        && shift >= NOISE * deviation
        && (limit == null || shift >= OF_LIMIT * limit);
  }

  /** Share of the shift by which a trend that is likely may have raised them. Chosen. */
  private static final double RISEN = 0.1;

  /** One-sided 5 %: here a trend that may be there counts as one. */
  private static final double LIKELY = 1.645;

  /** Whether levels stay where they are, for a shift of so many bytes. */
  static boolean stays(Levels since, double shift) {
    if (Math.abs(since.drift()) > STILL * shift) {
      return false;
    }
    var trend = Trend.of(since.seconds(), since.bytes());
    return trend.z() < LIKELY || trend.slope() * since.span() <= RISEN * shift;
  }

  /** Whether levels have come back from it. */
  static boolean isUndone(double usual, double level, Levels newest) {
    return newest.size() > 0 && newest.median() < (usual + level) / 2;
  }

  static String times(double level, double usual) {
    return "%s, %.1f times the %s"
        .formatted(Words.bytes(level), level / Math.max(1, usual), Words.bytes(usual));
  }
}
