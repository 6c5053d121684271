package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.Source;
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

  /** Of senders without identity: addresses, of some 500 bytes each, and namespaces, of 400 KB. */
  private static final int MAX_SOURCES = 4096;

  private static final int MAX_CLAIMED = 100;

  private final NamespaceLimits limits;
  private final long maxInFlight;
  private final LongSupplier nanoTime;
  private final Map<String, Quota> quotas = new ConcurrentHashMap<>();

  private final Map<String, Quota> sources = new ConcurrentHashMap<>();
  private final Map<String, Quota> claimed = new ConcurrentHashMap<>();
  private final Quota others;

  /**
   * @param inFlight bytes of unfinished requests of all namespaces together
   */
  Quotas(NamespaceLimits limits, long inFlight, LongSupplier nanoTime) {
    this.limits = limits;
    this.maxInFlight = inFlight / IN_FLIGHT_SHARE;
    this.nanoTime = nanoTime;
    this.others = made("whoever else sends without identity");
  }

  /**
   * Of the caller's namespace. Of those who are not told apart, one for each address they come
   * from, since no more is known before the body is read; then {@link #claimed}. The others have
   * none.
   *
   * @param source IP address the request came from
   */
  Optional<Quota> of(Caller caller, String source) {
    return caller instanceof Caller.Unnamed
        ? Optional.of(
            bounded(sources, MAX_SOURCES, "senders without identity at " + Source.of(source)))
        : namespace(caller).map(this::of);
  }

  /**
   * Of a namespace that a request without identity says it is of: apart from that of the pods which
   * prove to be of it, so that nobody uses theirs up.
   */
  Quota claimed(String namespace) {
    return bounded(claimed, MAX_CLAIMED, "namespace " + namespace + " without identity");
  }

  static Optional<String> namespace(Caller caller) {
    return switch (caller) {
      case Caller.Pod pod -> Optional.of(pod.namespace());
      case Caller.Unnamed unnamed -> Optional.empty();
      case Caller.Anybody anybody -> Optional.empty();
      case Caller.Operator operator -> Optional.empty();
      case Caller.Reader reader -> Optional.empty();
    };
  }

  /** Who makes names up shares one quota with all who come after. */
  private Quota bounded(Map<String, Quota> among, int max, String name) {
    if (among.size() >= max && !among.containsKey(name)) {
      among.values().removeIf(Quota::isIdle);
      if (among.size() >= max) {
        return others;
      }
    }
    return among.computeIfAbsent(name, this::made);
  }

  private Quota of(String namespace) {
    if (quotas.size() > MANY && !quotas.containsKey(namespace)) {
      quotas.values().removeIf(Quota::isIdle);
    }
    return quotas.computeIfAbsent(namespace, name -> made("namespace " + name));
  }

  private Quota made(String name) {
    return new Quota(name, limits, maxInFlight, nanoTime);
  }
}
