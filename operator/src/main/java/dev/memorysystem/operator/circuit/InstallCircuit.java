package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the agent can be installed in one namespace, as its pods tell. It opens with the first
 * pod that is found stuck, lets one pod through now and then, and closes with the first pod, stuck
 * before or let through, in which the init container ends well.
 */
final class InstallCircuit {
  /**
   * For so long a stuck pod that is gone says something of other namespaces: where pods come and
   * go, one has tried again by then.
   */
  static final Duration TELLS_OF_OTHERS = Probes.LONGEST_HOLD.multipliedBy(2);

  private final Set<String> stuck = new HashSet<>();
  private final Set<String> installed = new HashSet<>();
  private @Nullable InstallTrouble trouble;
  private Instant lastStuck = Instant.MIN;
  private final Probes probes = new Probes();

  /** What a look at the pods changed. */
  enum Change {
    NONE,
    OPENED,
    CLOSED
  }

  /**
   * @param pods of the namespace, all of them
   * @param image that is put into new pods: trouble with another is over
   */
  synchronized Change see(Collection<Pod> pods, String image, Instant now) {
    List<Pod> ours =
        pods.stream()
            .filter(pod -> InstallTrouble.image(pod).filter(image::equals).isPresent())
            .toList();
    boolean success = !installedNow(ours).stream().allMatch(installed::contains);
    installed.clear();
    installed.addAll(installedNow(ours));
    Optional<InstallTrouble> news = newTrouble(ours);
    boolean wasStuck = !stuck.isEmpty();
    stuck.clear();
    ours.stream().filter(InstallCircuit::isStuck).forEach(pod -> stuck.add(uid(pod)));
    lastStuck = wasStuck || !stuck.isEmpty() ? now : lastStuck;
    if (news.isPresent()) {
      return open(news.get(), now);
    }
    return success ? close() : Change.NONE;
  }

  /** Why new pods are spared; empty while it is closed. */
  synchronized Optional<InstallTrouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Until when it says of other namespaces that the image cannot be pulled: without end while a pod
   * waits for it; empty when it does not.
   */
  synchronized Optional<Instant> imageMissingUntil() {
    return trouble()
        .filter(now -> now.reason() == SkipReason.AgentImageUnavailable)
        .map(now -> stuck.isEmpty() ? lastStuck.plus(TELLS_OF_OTHERS) : Instant.MAX);
  }

  /** Whether a pod has been through with the image of today. */
  synchronized boolean hasInstalled() {
    return !installed.isEmpty();
  }

  /**
   * Why the next pod is spared; empty when it is not, as all is well or it is to try.
   *
   * @param probe whether the pod will be: a dry run tries nothing
   */
  synchronized Optional<SkipReason> spare(boolean probe, Instant now) {
    if (trouble == null) {
      return Optional.empty();
    }
    return probe && probes.take(now) ? Optional.empty() : Optional.of(trouble.reason());
  }

  private Change open(InstallTrouble news, Instant now) {
    boolean opened = trouble == null;
    trouble = news;
    if (opened) {
      probes.opened(now);
    }
    return opened ? Change.OPENED : Change.NONE;
  }

  private Change close() {
    boolean closed = trouble != null;
    trouble = null;
    probes.closed();
    return closed ? Change.CLOSED : Change.NONE;
  }

  private Optional<InstallTrouble> newTrouble(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> isStuck(pod) && !stuck.contains(uid(pod)))
        .findFirst()
        .flatMap(InstallTrouble::of);
  }

  private static List<String> installedNow(List<Pod> pods) {
    return pods.stream().filter(InstallTrouble::isInstalled).map(InstallCircuit::uid).toList();
  }

  /** A pod that goes is no news: it may fail because it goes. */
  private static boolean isStuck(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null && InstallTrouble.of(pod).isPresent();
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
