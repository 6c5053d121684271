package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.injection.SkippedContainers;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The workloads of one namespace whose containers crash with the agent and do not without. That a
 * workload did well without is seen on its pods, or remembered from pods that are gone. The pods
 * spared because of it carry a note, and so hold it open, in every replica and after a restart,
 * until the agent's image changes.
 */
final class CrashCircuit {
  /** The longest unheard of go first. */
  private static final int MAX_REMEMBERED = 1_000;

  private final Set<PodWorkload> wellWithout = new LinkedHashSet<>();
  private volatile Set<PodWorkload> open = Set.of();

  /**
   * @param pods of the namespace, all of them
   * @param image of the agent that new pods get
   * @return the workloads for which it opened
   */
  Set<PodWorkload> see(Collection<Pod> pods, String image, Function<Pod, PodWorkload> workloadOf) {
    Map<PodWorkload, List<Pod>> byWorkload =
        pods.stream().collect(Collectors.groupingBy(workloadOf, HashMap::new, Collectors.toList()));
    byWorkload.forEach((workload, own) -> remember(workload, own, image));
    Set<PodWorkload> now =
        byWorkload.entrySet().stream()
            .filter(entry -> suffers(entry.getKey(), entry.getValue(), image))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    Set<PodWorkload> opened =
        now.stream().filter(workload -> !open.contains(workload)).collect(Collectors.toSet());
    open = now;
    return opened;
  }

  boolean isOpen(PodWorkload workload) {
    return open.contains(workload);
  }

  private void remember(PodWorkload workload, List<Pod> pods, String image) {
    if (pods.stream().anyMatch(pod -> hasAgent(pod, image) && Pods.isWell(pod))) {
      wellWithout.remove(workload);
    } else if (pods.stream().anyMatch(pod -> !Pods.carriesAgent(pod) && Pods.isWell(pod))) {
      wellWithout.remove(workload);
      wellWithout.add(workload);
      if (wellWithout.size() > MAX_REMEMBERED) {
        wellWithout.remove(wellWithout.iterator().next());
      }
    }
  }

  private boolean suffers(PodWorkload workload, List<Pod> pods, String image) {
    boolean wellWith = pods.stream().anyMatch(pod -> hasAgent(pod, image) && Pods.isWell(pod));
    boolean crashesWithout =
        pods.stream().anyMatch(pod -> !Pods.carriesAgent(pod) && Pods.crashes(pod));
    if (wellWith || crashesWithout) {
      return false;
    }
    return pods.stream().anyMatch(pod -> isSpared(pod, image))
        || (wellWithout.contains(workload)
            && pods.stream().anyMatch(pod -> hasAgent(pod, image) && Pods.crashes(pod)));
  }

  private static boolean hasAgent(Pod pod, String image) {
    return Pods.carriesAgent(pod) && InstallTrouble.image(pod).filter(image::equals).isPresent();
  }

  private static boolean isSpared(Pod pod, String image) {
    return image.equals(Pods.annotation(pod, Names.SPARED))
        && SkippedContainers.read(Pods.annotation(pod, Names.SKIPPED))
            .containsValue(SkipReason.CrashesWithAgent);
  }
}
