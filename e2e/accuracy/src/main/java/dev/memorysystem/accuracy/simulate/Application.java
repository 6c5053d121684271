package dev.memorysystem.accuracy.simulate;

import java.util.List;

/**
 * What runs in a simulated process: what it keeps, and what it does at every step.
 *
 * @param load relative load by seconds since the process's start, asked in order
 */
public record Application(
    List<Pool> pools, List<Behaviour> behaviours, Beside.Curve load, Beside beside) {
  public Application {
    pools = List.copyOf(pools);
    behaviours = List.copyOf(behaviours);
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
