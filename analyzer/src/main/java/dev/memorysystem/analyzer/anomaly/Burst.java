package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.anomaly.Reading.Sign;
import dev.memorysystem.analyzer.detect.Words;

/**
 * Does a process allocate unusually fast? Rates are compared by their logarithm, for load
 * multiplies. Median and median deviation do not follow what is looked for (the modified z-score of
 * Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, ASQC).
 */
final class Burst {
  /** Windows of history without which nothing is unusual: ten minutes. Chosen. */
  private static final int HISTORY = 20;

  /** Modified z-score from which a value is an outlier (Iglewicz and Hoaglin 1993). */
  private static final double OUTLIER = 3.5;

  /** Turns a median deviation into a standard deviation: Iglewicz and Hoaglin's 0.6745. */
  private static final double Z = 0.6745;

  /** Octaves: a bucket of the rates and its neighbours are one. */
  private static final double LEAST_DEVIATION = 0.125;

  /** Times the median: a load that doubles or triples is load. Chosen. */
  private static final double FACTOR = 4;

  /** Times what all but one in a hundred windows stay below: what comes daily is usual. Chosen. */
  private static final double OVER_HIGHEST = 2;

  private static final double NEARLY_ALL = 0.99;

  /** Times the median below which it is over. Chosen, half of the beginning. */
  private static final double OVER = 2;

  /** Share of the heap's limit a second below which no one need look: all of it in 50 s. Chosen. */
  private static final double MATERIAL = 0.02;

  private Burst() {}

  static Reading read(Window window, Rates before) {
    Double rate = window.allocationRate();
    Long limit = window.limit();
    if (rate == null || before.windows() < HISTORY) {
      return Reading.NOTHING;
    }
    double octave = Rates.octave(rate);
    double median = before.median();
    double usual = Math.pow(2, median);
    double deviation = Math.max(LEAST_DEVIATION, before.medianDeviation());
    boolean outlier = Z * (octave - median) / deviation >= OUTLIER;
    boolean unheardOf = rate >= OVER_HIGHEST * Math.pow(2, before.quantile(NEARLY_ALL));
    boolean material = limit == null || rate >= MATERIAL * limit;
    Sign sign =
        outlier && unheardOf && material && rate >= FACTOR * usual
            ? Sign.UNUSUAL
            : rate < OVER * usual ? Sign.USUAL : Sign.NEITHER;
    return new Reading(
        sign,
        usual,
        rate,
        "Allocates %s/s, %.1f times the usual %s/s (median of the %d stretches of half a minute or more before)."
            .formatted(Words.bytes(rate), rate / usual, Words.bytes(usual), before.windows()));
  }
}
