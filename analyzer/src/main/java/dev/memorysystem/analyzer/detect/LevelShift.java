package dev.memorysystem.analyzer.detect;

/**
 * Did the level jump, or growth begin late? Then only what came since counts, and only once it is
 * higher than the live set has ever been: a level that comes back to where it was is load.
 */
final class LevelShift implements Rule {
  /** Floors needed since. */
  private static final int POINTS = EnoughObservation.POINTS;

  /** How much longer than all before a rise below the old height must last. */
  private static final int LONGER = 2;

  @Override
  public String name() {
    return "level shift";
  }

  @Override
  public Answer judge(Observation seen) {
    Regime regime = seen.regime();
    Double level = regime.level();
    if (level == null || !regime.isCut()) {
      return new Answer.Leak(
          regime.start() == Regime.Start.RAISED
              ? "The level jumped by %s %s ago; the growth before and after is the same, and is judged without the jump."
                  .formatted(Words.bytes(regime.shift()), ago(seen, regime))
              : "The level never jumped.");
    }
    String what =
        regime.start() == Regime.Start.KNEE
            ? "Growth began %s ago".formatted(ago(seen, regime))
            : "The level jumped by %s %s ago"
                .formatted(Words.bytes(regime.shift()), ago(seen, regime));
    if (regime.points().size() < POINTS) {
      return new Answer.CannotSay(
          "%s, and only %d old-generation floors came since: a step is not a leak."
              .formatted(what, regime.points().size()));
    }
    if (level <= regime.highest() && seen.span() < LONGER * regime.before()) {
      return new Answer.NotLeak(
          "%s, but at %s the live set is no higher than it has been before (%s)."
              .formatted(what, Words.bytes(level), Words.bytes(regime.highest())));
    }
    return new Answer.Leak("%s; only what came since is judged.".formatted(what));
  }

  private static String ago(Observation seen, Regime regime) {
    return Words.duration(Math.max(0, seen.now() - regime.shiftedAt()));
  }
}
