package dev.memorysystem.accuracy.simulate;

import java.util.List;

/**
 * What runs in a simulated process: what it keeps, and what it does at every step.
 *
 * @param load relative load by seconds since the process's start, asked in order
 * @param outside bytes of anonymous memory beside heap and direct buffers, by seconds since the
 *     process's start
 * @param direct bytes of direct buffers
 */
public record Application(
    List<Pool> pools, List<Behaviour> behaviours, Curve load, Curve outside, Curve direct) {
  public Application {
    pools = List.copyOf(pools);
    behaviours = List.copyOf(behaviours);
  }

  /** A value over time; may be asked once for each time, in order. */
  @FunctionalInterface
  public interface Curve {
    double at(double second);
  }

  double live() {
    double sum = 0;
    for (Pool pool : pools) {
      sum += pool.bytes();
    }
    return sum;
  }

  double takeDiedOld() {
    double sum = 0;
    for (Pool pool : pools) {
      sum += pool.takeDiedOld();
    }
    return sum;
  }
}
