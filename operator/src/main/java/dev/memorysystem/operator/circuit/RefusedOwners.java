package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.SkipReason;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owners whose pods never come to be with the agent in them: what admits pods after this webhook
 * (quotas, policies about images, other webhooks) refuses them, and tells the owner alone. Such an
 * owner tries again and again; after a few attempts one goes without the agent. Where that pod
 * comes to be, the owner is spared for a while; where it does not, the agent is not to blame.
 */
final class RefusedOwners {
  /** Controllers try again after 5 ms, 10 ms, 20 ms, …: the ninth attempt comes after a second. */
  private static final int ATTEMPTS = 3;

  /** A pod that came to be is heard of much sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration SPARED = Duration.ofHours(1);

  /** The longest unheard of go first. */
  private static final int MAX_OWNERS = 1_000;

  private final Clock clock;
  private final Map<String, Attempts> owners = new LinkedHashMap<>();
  private final Map<String, Set<String>> seen = new LinkedHashMap<>();

  RefusedOwners(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param count of pods admitted with the agent, none of which came to be
   * @param needed before one goes without
   * @param triedWithout whether one went without
   * @param sparedUntil when it came to be without
   */
  private record Attempts(
      int count, Instant first, int needed, boolean triedWithout, @Nullable Instant sparedUntil) {
    static Attempts none(Instant now) {
      return new Attempts(0, now, ATTEMPTS, false, null);
    }

    Attempts oneMore() {
      return new Attempts(count + 1, first, needed, triedWithout, sparedUntil);
    }

    Attempts without() {
      return new Attempts(count, first, needed, true, sparedUntil);
    }

    /** Refused without the agent, too. */
    Attempts notToBlame(Instant now) {
      return new Attempts(0, now, needed * 2, false, null);
    }

    Attempts spared(Instant until) {
      return new Attempts(count, first, needed, true, until);
    }
  }

  /** Why the pod about to be admitted is to go without the agent; empty when it may have it. */
  synchronized Optional<SkipReason> spare(Pod pod, String namespace, boolean dryRun) {
    String key = key(namespace, pod.getMetadata());
    Attempts attempts = owners.get(key);
    if (attempts == null || dryRun) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (attempts.sparedUntil() != null) {
      if (now.isBefore(attempts.sparedUntil())) {
        return Optional.of(SkipReason.RefusedWithAgent);
      }
      owners.remove(key);
      return Optional.empty();
    }
    if (attempts.triedWithout()) {
      put(key, attempts.notToBlame(now));
      return Optional.empty();
    }
    if (attempts.count() < attempts.needed() || now.isBefore(attempts.first().plus(PATIENCE))) {
      return Optional.empty();
    }
    put(key, attempts.without());
    return Optional.of(SkipReason.RefusedWithAgent);
  }

  /** A pod is about to be admitted with the agent in it. */
  synchronized void admitted(Pod pod, String namespace) {
    String key = key(namespace, pod.getMetadata());
    put(key, owners.getOrDefault(key, Attempts.none(clock.instant())).oneMore());
  }

  /**
   * @param pods of the namespace, all of them
   */
  synchronized void see(String namespace, Collection<Pod> pods) {
    Set<String> before = seen.getOrDefault(namespace, Set.of());
    Set<String> uids = new HashSet<>();
    for (Pod pod : pods) {
      uids.add(pod.getMetadata().getUid());
      if (!before.contains(pod.getMetadata().getUid())) {
        cameToBe(key(namespace, pod.getMetadata()), Pods.carriesAgent(pod));
      }
    }
    if (uids.isEmpty()) {
      seen.remove(namespace);
    } else {
      seen.put(namespace, uids);
    }
  }

  private void cameToBe(String key, boolean withAgent) {
    Attempts attempts = owners.get(key);
    if (attempts == null) {
      return;
    }
    if (withAgent) {
      owners.remove(key);
    } else if (attempts.triedWithout()) {
      put(key, attempts.spared(clock.instant().plus(SPARED)));
    }
  }

  private void put(String key, Attempts attempts) {
    owners.remove(key);
    owners.put(key, attempts);
    if (owners.size() > MAX_OWNERS) {
      owners.remove(owners.keySet().iterator().next());
    }
  }

  private static String key(String namespace, ObjectMeta pod) {
    return namespace
        + "/"
        + pod.getOwnerReferences().stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .map(OwnerReference::getUid)
            .findFirst()
            .orElseGet(() -> Objects.requireNonNullElse(pod.getName(), "" + pod.getGenerateName()));
  }
}
