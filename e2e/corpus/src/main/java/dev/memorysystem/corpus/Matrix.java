package dev.memorysystem.corpus;

import java.util.ArrayList;
import java.util.List;

/** Which runs are made. {@link #toString()} is its name on the command line. */
enum Matrix {
  /** The default: under an hour. */
  SUBSET("subset", List.of(Collector.G1), List.of(Load.HIGH)),
  /** Every case once. */
  ALL("all", List.of(Collector.G1), List.of(Load.HIGH)),
  /** Every case with two collectors at two loads: a night. */
  FULL("full", List.of(Collector.G1, Collector.ZGC), List.of(Load.LOW, Load.HIGH));

  private final String name;
  private final List<Collector> collectors;
  private final List<Load> loads;

  Matrix(String name, List<Collector> collectors, List<Load> loads) {
    this.name = name;
    this.collectors = collectors;
    this.loads = loads;
  }

  /** Of the cases that can run, in their order. */
  List<RunPlan> plans(List<Case> cases) {
    return plans(cases, collectors, loads);
  }

  /** Of the same cases, with other collectors and loads than the matrix has. */
  List<RunPlan> plans(List<Case> cases, List<Collector> collectors, List<Load> loads) {
    List<RunPlan> plans = new ArrayList<>();
    for (Case each : cases) {
      if (each.isRunnable() && (this != SUBSET || each.subset())) {
        for (Variant variant : each.variants()) {
          for (Collector collector : variant.collector().map(List::of).orElse(collectors)) {
            loads.forEach(load -> plans.add(new RunPlan(each, variant, collector, load)));
          }
        }
      }
    }
    return plans;
  }

  List<Collector> collectors() {
    return collectors;
  }

  List<Load> loads() {
    return loads;
  }

  @Override
  public String toString() {
    return name;
  }
}
