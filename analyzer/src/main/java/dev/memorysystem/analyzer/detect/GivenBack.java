package dev.memorysystem.analyzer.detect;

/**
 * Did an earlier rise end in a fall? Then memory is given back, and a new rise means something only
 * when it climbs higher or lasts twice as long as that one. This is what a sawtooth looks like,
 * with teeth of any length, and a soft-reference cache.
 */
final class GivenBack implements Rule {
  /**
   * How much higher than the earlier rise a new one must climb, as a share of that rise. Chosen:
   * the peaks of a recorded batch differ by a sixth.
   */
  private static final double HIGHER = 0.25;

  /** How much longer than the earlier rise a new one must last. */
  private static final int LONGER = 2;

  @Override
  public String name() {
    return "nothing given back";
  }

  @Override
  public Answer judge(Observation seen) {
    var climb = seen.climb();
    if (climb == null) {
      return new Answer.Leak("No rise of %s was ever given back.".formatted(seen.subject().noun()));
    }
    if (seen.oldFloors().isEmpty()) {
      return new Answer.Leak("%s was given back before.".formatted(seen.subject().start()));
    }
    long now = seen.oldFloors().getLast().bytes();
    String fell =
        "%s fell from %s to %s %s ago"
            .formatted(
                seen.subject().start(),
                seen.subject().amount(climb.peak()),
                seen.subject().amount(climb.trough()),
                Words.duration(seen.now() - climb.endedSecond()));
    boolean higher = now > climb.peak() + HIGHER * (climb.peak() - climb.trough());
    boolean longer = seen.span() > LONGER * climb.seconds();
    return higher || longer
        ? new Answer.Leak(
            "%s, and has since %s.".formatted(fell, higher ? "climbed higher" : "risen for longer"))
        : new Answer.NotLeak(
            "%s: what grew was given back, and it has not climbed as high again.".formatted(fell));
  }
}
