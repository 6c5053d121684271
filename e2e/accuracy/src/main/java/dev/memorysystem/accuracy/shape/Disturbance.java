package dev.memorysystem.accuracy.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong between an agent and the analyzer.
 *
 * @param gaps times without reports, seconds since the case's beginning
 * @param drift seconds that the clock gains in a second
 * @param steps when the clock is set, and by how much
 */
record Disturbance(List<Gap> gaps, double drift, List<Step> steps) {
  private static final Disturbance NONE = new Disturbance(List.of(), 0, List.of());

  Disturbance {
    gaps = List.copyOf(gaps);
    steps = List.copyOf(steps);
  }

  record Gap(double from, double to) {}

  record Step(double at, double by) {}

  /** One gap in every tenth case: networks are like that. */
  static Disturbance some(Setup setup) {
    return setup.dice().chance(0.1) ? gaps(setup, 1) : NONE;
  }

  /** Gaps of up to a tenth of the time. */
  static Disturbance gaps(Setup setup, int count) {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double from = setup.dice().uniform(0, 0.9) * setup.span();
      gaps.add(new Gap(from, from + setup.dice().uniform(0.01, 0.1) * setup.span()));
    }
    return new Disturbance(gaps, 0, List.of());
  }

  /** A clock that is off by up to 200 ppm and set once, back or forth, by up to half an hour. */
  static Disturbance clock(Setup setup) {
    double at = setup.dice().uniform(0.2, 0.8) * setup.span();
    double by = setup.dice().uniform(-1, 1) * Math.min(1800, setup.span() / 10);
    return new Disturbance(List.of(), setup.dice().uniform(-2e-4, 2e-4), List.of(new Step(at, by)));
  }

  boolean lost(double second) {
    return gaps.stream().anyMatch(gap -> second >= gap.from() && second < gap.to());
  }

  /** What the process's clock shows. */
  double clock(double second) {
    double set = steps.stream().filter(s -> second >= s.at()).mapToDouble(Step::by).sum();
    return second * (1 + drift) + set;
  }
}
