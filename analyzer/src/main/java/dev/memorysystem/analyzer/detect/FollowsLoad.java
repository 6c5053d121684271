package dev.memorysystem.analyzer.detect;

/**
 * Does the live set follow the load? Memory for requests in flight, sessions and batches rises and
 * falls with the rate of work; a leak keeps a part of the work done, and follows its sum.
 */
final class FollowsLoad implements Rule {
  /** The load must have changed by so much for anything to follow it. */
  private static final double SWING = 1.3;

  /** Growth that explains this share of the range beside the load is growth. Chosen. */
  private static final double GROWN = 0.3;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public Answer judge(Observation seen) {
    Load load = seen.load();
    if (load == null) {
      return new Answer.Leak("How much work the process did is not known.");
    }
    if (load.swing() < SWING) {
      return new Answer.Leak(
          "The rate of allocation stayed within %.1f times its least: what grows is not the load."
              .formatted(load.swing()));
    }
    String compared =
        "allocation varied %.1f-fold; its rate explains the live set better than growth by %.1f (Schwarz), and leaves %s of it to growth"
            .formatted(Math.min(99, load.swing()), load.rate(), Words.percent(load.grown()));
    if (load.grown() < GROWN && load.rate() >= Load.STRONG) {
      if (load.beside() >= Load.STRONG) {
        return new Answer.CannotSay(
            "The live set follows the load, and something grows beside it: %s."
                .formatted(compared));
      }
      return new Answer.NotLeak("The live set follows the load: %s.".formatted(compared));
    }
    boolean rises = seen.trend() != null && seen.trend().z() > 0;
    if (rises && load.grown() < GROWN && load.rate() > -Load.POSITIVE) {
      return GrowingFloor.isFlat(seen)
          ? new Answer.Leak("Whether it follows the load does not matter: it is flat.")
          : mayFollow(seen, compared);
    }
    return new Answer.Leak(
        "The live set follows the work done, not the load of the moment, though that varied %.1f-fold."
            .formatted(Math.min(99, load.swing())));
  }

  /** What also fits the load is no leak where what survives is replaced. */
  private static Answer mayFollow(Observation seen, String compared) {
    String replaced = SurvivingSites.replaced(seen);
    return replaced == null
        ? new Answer.CannotSay("The live set may follow the load: %s.".formatted(compared))
        : new Answer.NotLeak(
            "The live set may follow the load (%s), and nothing is kept: %s."
                .formatted(compared, replaced));
  }
}
