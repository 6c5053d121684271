package dev.memorysystem.e2e.cluster;

/** Images of the workloads, as e2e/install makes and loads them. */
final class Images {
  static final String FIXED = "memory-system/workload-fixed:0.2.0";

  private Images() {}
}
