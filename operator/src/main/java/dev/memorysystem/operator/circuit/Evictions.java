package dev.memorysystem.operator.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the pods that are stuck may be evicted now: slowly, and never round and round. */
public final class Evictions {
  /** The kubelet has tried again by then: it waits 10 s after the first failure. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** What was evicted is remembered so long. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** In a minute, in the whole cluster. */
  static final int MAX_PER_MINUTE = 30;

  /** In the window, of one owner: pods that came in place of evicted ones and are stuck again. */
  static final int MAX_AGAIN = 3;

  private final Map<String, Instant> stuckSince = new HashMap<>();
  private final Map<String, Owner> owners = new HashMap<>();
  private final Deque<Instant> evicted = new ArrayDeque<>();

  /** One owner's pods: those that were stuck before any was evicted, and what came after. */
  private static final class Owner {
    final Set<String> first;
    int again;
    Instant last = Instant.MIN;

    Owner(Set<String> first) {
      this.first = first;
    }
  }

  /**
   * @param stuck all that are stuck
   * @return at most one of each owner; they count as evicted
   */
  public List<StuckPod> next(Collection<StuckPod> stuck, Instant now) {
    Set<String> uids = stuck.stream().map(StuckPod::uid).collect(Collectors.toSet());
    stuckSince.keySet().retainAll(uids);
    uids.forEach(uid -> stuckSince.putIfAbsent(uid, now));
    evicted.removeIf(time -> time.isBefore(now.minus(Duration.ofMinutes(1))));
    owners.values().removeIf(owner -> owner.last.isBefore(now.minus(WINDOW)));
    List<StuckPod> next = new ArrayList<>();
    Set<String> served = new HashSet<>();
    for (StuckPod pod : stuck) {
      boolean waited = !stuckSince.getOrDefault(pod.uid(), now).plus(PATIENCE).isAfter(now);
      if (waited && evicted.size() < MAX_PER_MINUTE && served.add(pod.owner())) {
        Owner owner = owners.computeIfAbsent(pod.owner(), uid -> new Owner(stuckOf(uid, stuck)));
        if (mayGo(owner, pod)) {
          owner.last = now;
          evicted.add(now);
          next.add(pod);
        }
      }
    }
    return next;
  }

  private static boolean mayGo(Owner owner, StuckPod pod) {
    return owner.first.contains(pod.uid()) || owner.again++ < MAX_AGAIN;
  }

  private static Set<String> stuckOf(String owner, Collection<StuckPod> stuck) {
    return stuck.stream()
        .filter(pod -> pod.owner().equals(owner))
        .map(StuckPod::uid)
        .collect(Collectors.toSet());
  }
}
