package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.statistics.Trend;
import java.util.Optional;

/**
 * Without a culprit, is the live set's growth alone enough? It is when the trend holds under
 * repeated looks, over many old-generation cycles, and has used a good part of the memory.
 */
final class FloorAlone implements Rule {
  /** Old-generation floors wanted. */
  private static final int POINTS = 10;

  /** Floors wanted where each is higher than all before, or another revision was flat then. */
  private static final int FEWER_POINTS = 5;

  /** Floors wanted since the level shifted: where they begin was chosen by what they show. */
  private static final int MORE_POINTS = 15;

  /** Share of what was free that the growth has used, of growth that lasted {@link #BRIEF}. */
  private static final double SHARE = 0.2;

  /** The same of growth that lasted {@link #LONG}: few caches take so long to fill. */
  private static final double LEAST_SHARE = 0.05;

  /** Seconds, chosen: half an hour and half a day. */
  private static final double BRIEF = 1_800;

  private static final double LONG = 43_200;

  /** How much more is wanted when allocations are sampled and yet no site shows. */
  private static final double WITHOUT_SITE = 1.5;

  @Override
  public String name() {
    return "growth alone";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend trend = seen.trend();
    Optional<Peer> flat = OtherStarts.newInRevision(seen);
    boolean changed = flat.isPresent();
    boolean fewer = changed || (trend != null && seen.onlyRises(trend));
    int usual = seen.regime().isCut() ? MORE_POINTS : POINTS;
    int points = fewer ? FEWER_POINTS : usual;
    double wanted = share(seen) * (changed ? 0.5 : 1) * free(seen);
    double grown = trend == null ? 0 : trend.slope() * seen.span();
    boolean enough =
        trend != null && seen.proven(trend) && trend.points() >= points && grown >= wanted;
    String measured =
        "%s of growth over %d old-generation floors"
            .formatted(Words.bytes(grown), seen.oldFloors().size());
    String since =
        flat.map(
                p ->
                    " Revision %s was flat at the same age, revision %s grows."
                        .formatted(p.state().process().revision(), seen.revision()))
            .orElse("");
    return enough
        ? new Answer.Leak(
            "No site is known, but %s is enough by itself.%s".formatted(measured, since))
        : new Answer.CannotSay(
            "The live set grows, but a cache that is still filling looks the same: %s; without an allocation site %d floors and %s are needed."
                .formatted(measured, points, Words.bytes(wanted)));
  }

  /** A power of the time that growth lasted, between the two shares. */
  private static double share(Observation seen) {
    boolean sampled = seen.snapshot() != null && seen.snapshot().samples() > 0;
    double exponent = Math.log(SHARE / LEAST_SHARE) / Math.log(LONG / BRIEF);
    double share = SHARE * Math.pow(BRIEF / Math.clamp(seen.span(), BRIEF, LONG), exponent);
    return sampled ? WITHOUT_SITE * share : share;
  }

  /** What was free when the growth began. */
  private static double free(Observation seen) {
    double first = seen.oldFloors().isEmpty() ? 0 : seen.oldFloors().getFirst().bytes();
    return Math.max(0, seen.scale() - first);
  }
}
