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
                  .formatted(seen.subject().amount(regime.shift()), ago(seen, regime))
              : "The level never jumped.");
    }
    String what =
        switch (regime.start()) {
          case KNEE -> "Growth began %s ago".formatted(ago(seen, regime));
          case BEND -> "Growth slowed down %s ago".formatted(ago(seen, regime));
          default ->
              "The level jumped by %s %s ago"
                  .formatted(seen.subject().amount(regime.shift()), ago(seen, regime));
        };
    if (regime.points().size() < POINTS) {
      return new Answer.CannotSay(
          "%s, and only %d %s came since: a step is not a leak."
              .formatted(what, regime.points().size(), seen.subject().points()));
    }
    if (level <= regime.highest() && seen.span() < LONGER * regime.before()) {
      return new Answer.NotLeak(
          "%s, but at %s %s is no higher than it has been before (%s)."
              .formatted(
                  what,
                  seen.subject().amount(level),
                  seen.subject().noun(),
                  seen.subject().amount(regime.highest())));
    }
    return new Answer.Leak("%s; only what came since is judged.".formatted(what));
  }

  private static String ago(Observation seen, Regime regime) {
    return Words.duration(Math.max(0, seen.now() - regime.shiftedAt()));
  }
}
