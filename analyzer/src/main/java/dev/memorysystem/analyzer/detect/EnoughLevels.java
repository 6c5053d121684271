package dev.memorysystem.analyzer.detect;

/** Has a resource beside the heap been watched long enough to draw a line through it? */
final class EnoughLevels implements Rule {
  /** Levels below which no trend holds under repeated looks: S of 9 in order has z = 3.65. */
  static final int POINTS = 9;

  @Override
  public String name() {
    return "enough observation";
  }

  @Override
  public Answer judge(Observation seen) {
    if (seen.watched() < EnoughObservation.SHORTEST || seen.oldFloors().size() < POINTS) {
      return new Answer.CannotSay(
          "%s was watched for %s after a warm-up of %s, at %d levels: too short to tell growth from warm-up."
              .formatted(
                  seen.subject().start(),
                  Words.duration(seen.watched()),
                  Words.duration(seen.warmUp()),
                  seen.oldFloors().size()));
    }
    return new Answer.Leak(
        "Watched for %s after warm-up, across %d old-generation cycles."
            .formatted(Words.duration(seen.watched()), seen.oldCycles()));
  }
}
