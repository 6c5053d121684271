package dev.memorysystem.operator.cluster;

import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which profile has a pod: of those that match, the oldest. */
public final class Profiles {
  /** Creation times have whole seconds: the name decides between profiles applied together. */
  private static final Comparator<MemoryProfile> OLDEST_FIRST =
      Comparator.<MemoryProfile, String>comparing(p -> p.getMetadata().getCreationTimestamp())
          .thenComparing(p -> p.getMetadata().getName());

  private Profiles() {}

  /**
   * @param profiles of the pod's namespace
   */
  public static Optional<MemoryProfile> governing(Collection<MemoryProfile> profiles, Pod pod) {
    return profiles.stream().filter(profile -> matches(profile, pod)).min(OLDEST_FIRST);
  }

  public static boolean matches(MemoryProfile profile, Pod pod) {
    return Selectors.matches(profile.getSpec().selector(), pod.getMetadata().getLabels());
  }
}
