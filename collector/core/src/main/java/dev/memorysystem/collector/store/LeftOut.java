package dev.memorysystem.collector.store;

/** Hears of measurements that are not kept, as there are too many series. Quick. */
@FunctionalInterface
public interface LeftOut {
  LeftOut UNHEARD = (namespace, limit) -> {};

  /** What has as many series as it may have. */
  enum Limit {
    PROCESS,
    NAMESPACE
  }

  void leftOut(String namespace, Limit limit);
}
