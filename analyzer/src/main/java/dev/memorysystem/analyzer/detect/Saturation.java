package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.statistics.Shapes;
import dev.memorysystem.analyzer.statistics.Shapes.Fit;
import dev.memorysystem.analyzer.statistics.Shapes.Shape;

/**
 * Is it growth, or something that fills? A cache fills as 1 − exp, a container with a bound in a
 * line to a bend, new contents in one step. Each is held against steady growth.
 */
final class Saturation implements Rule {
  /** Floors past a bend or a step that show that nothing grows any more. */
  private static final int PAST = EnoughObservation.POINTS;

  /** How much better a shape fits for the evidence to be strong (Kass and Raftery 1995). */
  private static final double SURE = 6;

  /** What is left to fill, as a share of what has been, when it counts as full. */
  private static final double FULL = 0.1;

  @Override
  public String name() {
    return "growth or filling";
  }

  @Override
  public Answer judge(Observation seen) {
    Shapes shapes = seen.curve().shapes();
    if (shapes == null) {
      return new Answer.Leak(
          "Too few %s to tell growth from filling by its shape."
              .formatted(seen.subject().points()));
    }
    Shape best = Shape.SATURATING;
    for (Shape shape : new Shape[] {Shape.FILLED, Shape.STEP}) {
      best = shapes.better(shape) > shapes.better(best) ? shape : best;
    }
    Fit fit = shapes.fit(best);
    double better = shapes.better(best);
    String compared =
        "%s fits better than steady growth by %.1f (Schwarz)"
            .formatted(what(seen, best, fit), better);
    boolean bounded = best != Shape.SATURATING || fit.ceiling() < seen.scale();
    if (better < Load.POSITIVE || fit.rise() <= 0 || !bounded) {
      return new Answer.Leak(
          "Steady growth fits as well as anything that fills or steps: the best of those is %s, by %.1f worse (Schwarz)."
              .formatted(what(seen, best, fit), Math.max(0, -better)));
    }
    return better >= SURE && isOver(best, fit, seen)
        ? new Answer.NotLeak("It has filled: %s.".formatted(compared))
        : new Answer.CannotSay("It may be filling: %s.".formatted(compared));
  }

  private static boolean isOver(Shape shape, Fit fit, Observation seen) {
    return shape == Shape.SATURATING
        ? fit.ceiling() - seen.level() < FULL * fit.rise()
        : seen.oldFloors().size() - fit.at() >= PAST;
  }

  private static String what(Observation seen, Shape shape, Fit fit) {
    Subject subject = seen.subject();
    return switch (shape) {
      case SATURATING -> "filling up to %s".formatted(subject.amount(fit.ceiling()));
      case FILLED -> "growth that ended at %s".formatted(subject.amount(fit.ceiling()));
      case STEP -> "one step of %s".formatted(subject.amount(fit.rise()));
      case FLAT, LINE, LINE_AND_STEP -> "growth by %s".formatted(subject.amount(fit.rise()));
    };
  }
}
