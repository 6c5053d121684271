package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.statistics.Trend;

/**
 * Without a culprit, is the live set's growth alone enough? It is when the trend holds under
 * repeated looks, over many old-generation cycles, and has used a good part of the memory.
 */
final class FloorAlone implements Rule {
  /** Old-generation floors wanted. */
  private static final int POINTS = 20;

  /** Share of the limit that the growth has used. */
  private static final double SHARE_OF_LIMIT = 0.2;

  /** Share wanted when allocations are sampled and yet no site shows. */
  private static final double SHARE_WITHOUT_SITE = 0.4;

  @Override
  public String name() {
    return "growth alone";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend trend = seen.trend();
    boolean sampled = seen.snapshot() != null && seen.snapshot().samples() > 0;
    double share = sampled ? SHARE_WITHOUT_SITE : SHARE_OF_LIMIT;
    double grown = trend == null ? 0 : trend.slope() * seen.span();
    boolean enough =
        trend != null
            && Observation.proven(trend)
            && trend.points() >= POINTS
            && grown >= share * seen.scale();
    String measured =
        "%s of growth over %d old-generation floors"
            .formatted(Words.bytes(grown), seen.oldFloors().size());
    return enough
        ? new Answer.Leak("No site is known, but %s is enough by itself.".formatted(measured))
        : new Answer.CannotSay(
            "The live set grows, but a cache that is still filling looks the same: %s; without an allocation site %d floors and %s are needed."
                .formatted(measured, POINTS, Words.bytes(share * seen.scale())));
  }
}
