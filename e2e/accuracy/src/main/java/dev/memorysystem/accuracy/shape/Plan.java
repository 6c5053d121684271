package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Application;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be simulated for one case. Seconds since the case's beginning.
 *
 * @param leakFrom when the leak begins; NaN where nothing leaks
 * @param binding share of the heap's limit that the container leaves room for; above 1 the heap's
 *     limit binds
 * @param runs processes, in order of their start
 */
record Plan(Setup setup, double leakFrom, double binding, Disturbance disturbance, List<Run> runs) {
  /** Beyond what any container is filled to here. */
  private static final double HEAP_BINDS = 10;

  Plan {
    runs = List.copyOf(runs);
  }

  /**
   * One start of one process.
   *
   * @param ends when it is ended from outside; infinite when it is not
   * @param podEnds whether its pod is deleted then, as in a rolling update
   */
  record Run(
      String pod,
      String revision,
      double starts,
      double ends,
      boolean podEnds,
      Application application) {}

  static Plan of(Setup setup, Run... runs) {
    return new Plan(setup, Double.NaN, HEAP_BINDS, Disturbance.some(setup), List.of(runs));
  }

  static Plan of(App app, Setup setup) {
    return of(setup, run("a", app));
  }

  static Run run(String pod, App app) {
    return new Run(pod, "r1", 0, Double.POSITIVE_INFINITY, false, app.build());
  }

  Plan leaking(double from) {
    return new Plan(setup, from, binding, disturbance, runs);
  }

  Plan binding(double share) {
    return new Plan(setup, leakFrom, share, disturbance, runs);
  }

  Plan disturbed(Disturbance by) {
    return new Plan(setup, leakFrom, binding, by, runs);
  }

  Plan and(Run run) {
    List<Run> more = new ArrayList<>(runs);
    more.add(run);
    return new Plan(setup, leakFrom, binding, disturbance, more);
  }

  boolean leaks() {
    return !Double.isNaN(leakFrom);
  }
}
