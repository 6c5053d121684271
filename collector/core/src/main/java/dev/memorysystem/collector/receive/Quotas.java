package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The quota of each namespace that has sent lately. */
final class Quotas {
  /** Share of all unfinished requests that one namespace may hold. */
  private static final int IN_FLIGHT_SHARE = 4;

  /** Namespaces known before those that are idle are looked for. */
  private static final int MANY = 1024;

  private final NamespaceLimits limits;
  private final long maxInFlight;
  private final LongSupplier nanoTime;
  private final Map<String, Quota> quotas = new ConcurrentHashMap<>();

  /**
   * @param inFlight bytes of unfinished requests of all namespaces together
   */
  Quotas(NamespaceLimits limits, long inFlight, LongSupplier nanoTime) {
    this.limits = limits;
    this.maxInFlight = inFlight / IN_FLIGHT_SHARE;
    this.nanoTime = nanoTime;
  }

  /** Of the caller's namespace; the unnamed ones share one; the others have none. */
  Optional<Quota> of(Caller caller) {
    return namespace(caller).map(this::of);
  }

  static Optional<String> namespace(Caller caller) {
    return switch (caller) {
      case Caller.Pod pod -> Optional.of(pod.namespace());
      case Caller.Unnamed unnamed -> Optional.of("");
      case Caller.Anybody anybody -> Optional.empty();
      case Caller.Operator operator -> Optional.empty();
      case Caller.Reader reader -> Optional.empty();
    };
  }

  private Quota of(String namespace) {
    if (quotas.size() > MANY && !quotas.containsKey(namespace)) {
      quotas.values().removeIf(Quota::isIdle);
    }
    return quotas.computeIfAbsent(
        namespace, name -> new Quota(name, limits, maxInFlight, nanoTime));
  }
}
