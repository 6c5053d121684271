package dev.memorysystem.injection;

import dev.memorysystem.crd.MemoryProfileSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Puts the agent into a pod: a volume, an init container that fills it, and for every container the
 * variables that make a Java virtual machine load the agent. Init containers, native sidecars and
 * ephemeral containers are left alone. Injecting what came out changes nothing, so that webhooks
 * may run in any order and again.
 */
public final class Injection {
  /** Agent files and scratch space. A pod that wrote more would be evicted. */
  private static final Volume AGENT_VOLUME =
      new VolumeBuilder()
          .withName(Names.AGENT)
          .withNewEmptyDir()
          .withSizeLimit(new Quantity("256Mi"))
          .endEmptyDir()
          .build();

  /** All names and values together, in bytes (apimachinery: TotalAnnotationSizeLimitB). */
  private static final long MAX_ANNOTATIONS = 256 * 1024;

  private final Supplier<AgentSettings> settings;
  private final Lookups lookups;

  /**
   * @param settings asked once for each pod: certificates change while the operator runs
   */
  public Injection(Supplier<AgentSettings> settings, Lookups lookups) {
    this.settings = settings;
    this.lookups = lookups;
  }

  /** Whether a container's own options load the agent, injected or put there by hand. */
  public static boolean loadsAgent(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .anyMatch(
            variable ->
                variable.getName().equals(Names.JAVA_TOOL_OPTIONS)
                    && variable.getValue() != null
                    && variable.getValue().contains(Names.JAR));
  }

  /**
   * @param pod as it is about to be created; not changed
   * @param namespace of the pod: at admission the pod itself may not say
   * @param profile that governs it; empty when none matches and there is no default
   */
  public InjectionResult plan(Pod pod, String namespace, Optional<MemoryProfileSpec> profile) {
    return plan(pod, namespace, profile, Optional::empty);
  }

  /**
   * @param trouble that the agent makes for such pods now; asked once, and only for a pod that an
   *     earlier pass has neither given the agent nor spared it
   */
  public InjectionResult plan(
      Pod pod,
      String namespace,
      Optional<MemoryProfileSpec> profile,
      Supplier<Optional<SkipReason>> trouble) {
    Optional<SkipReason> skip = skipReason(pod, profile);
    if (skip.isPresent()) {
      return new InjectionResult.Skipped(skip.get());
    }
    AgentSettings current = settings.get();
    if (current.identity().isPresent() && !namesServiceAccount(pod)) {
      return leftAlone(pod, SkipReason.NoServiceAccount, Map.of());
    }
    if (carriesAgent(pod)) {
      if (current.lacksIdentity()) {
        return new InjectionResult.Unchanged();
      }
    } else {
      if (isSpared(pod, current)) {
        return new InjectionResult.Unchanged();
      }
      if (current.lacksIdentity()) {
        return leftAlone(pod, SkipReason.IdentityUnavailable, Map.of());
      }
      Optional<SkipReason> spare = trouble.get().filter(reason -> !overrides(pod, reason));
      if (spare.isPresent()) {
        return leftAlone(pod, spare.get(), Map.of(Names.SPARED, current.image()));
      }
    }
    Map<String, SkipReason> skipped = new TreeMap<>();
    List<Container> containers =
        containers(pod, namespace, profile.orElse(MemoryProfileSpec.DEFAULT), current, skipped);
    Optional<Container> install = installContainer(pod, namespace, current);
    if (install.isEmpty()) {
      containers.forEach(c -> skipped.putIfAbsent(c.getName(), SkipReason.ResourceLimits));
    }
    Pod injected =
        install.isEmpty() || skipped.size() == containers.size()
            ? noted(pod, skipped)
            : injected(pod, containers, skipped, install.get(), current);
    return hasRoom(injected)
        ? result(pod, injected, containers, skipped)
        : new InjectionResult.Skipped(SkipReason.PodTooLarge);
  }

  private static boolean hasRoom(Pod pod) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    return annotations.entrySet().stream()
            .mapToLong(entry -> utf8(entry.getKey()) + utf8(entry.getValue()))
            .sum()
        <= MAX_ANNOTATIONS;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The one that is there, else ours; empty when the pod may have none. */
  private Optional<Container> installContainer(Pod pod, String namespace, AgentSettings settings) {
    return pod.getSpec().getInitContainers().stream()
        .filter(container -> container.getName().equals(Names.AGENT))
        .findFirst()
        .or(() -> InstallContainer.of(pod, settings, lookups.containerBounds(namespace)));
  }

  private static InjectionResult result(
      Pod before, Pod after, List<Container> containers, Map<String, SkipReason> skipped) {
    if (after.equals(before)) {
      return new InjectionResult.Unchanged();
    }
    return skipped.size() == containers.size()
        ? new InjectionResult.Noted(after, skipped)
        : new InjectionResult.Injected(after, skipped);
  }

  /** Why a pod as a whole would be left alone; empty when it would not. */
  public static Optional<SkipReason> skipReason(Pod pod, Optional<MemoryProfileSpec> profile) {
    String inject = annotation(pod, Names.INJECT);
    if (inject.equals("false")) {
      return Optional.of(SkipReason.OptedOut);
    }
    if (!annotation(pod, "kubernetes.io/config.mirror").isEmpty()) {
      return Optional.of(SkipReason.MirrorPod);
    }
    if (WindowsPod.is(pod.getSpec())) {
      return Optional.of(SkipReason.Windows);
    }
    if (OwnNames.taken(pod.getSpec())) {
      return Optional.of(SkipReason.NameTaken);
    }
    if (isForced(pod)) {
      return Optional.empty();
    }
    if (profile.isEmpty()) {
      return Optional.of(SkipReason.NoProfile);
    }
    return profile.get().agents().java().enabled()
        ? Optional.empty()
        : Optional.of(SkipReason.AgentDisabled);
  }

  private static boolean isForced(Pod pod) {
    return annotation(pod, Names.INJECT).equals("true");
  }

  private List<Container> containers(
      Pod pod,
      String namespace,
      MemoryProfileSpec profile,
      AgentSettings settings,
      Map<String, SkipReason> skipped) {
    List<Mounts> mounts = Mounts.of(settings.identity());
    PodWorkload workload = PodWorkload.of(pod, namespace, lookups);
    Lookups patient = new PatientLookups(lookups.forOnePod());
    List<Container> result = new ArrayList<>();
    for (Container container : pod.getSpec().getContainers()) {
      switch (mounts.stream().anyMatch(ours -> ours.taken(container, pod.getSpec().getVolumes()))
          ? new JavaToolOptions.Skip(SkipReason.MountTaken)
          : JavaToolOptions.of(container, namespace, patient, isForced(pod))) {
        case JavaToolOptions.Value(String options) ->
            result.add(
                new ContainerBuilder(container)
                    .withEnv(
                        Environment.of(container, namespace, workload, options, settings, profile))
                    .withVolumeMounts(withOurs(container.getVolumeMounts(), mounts))
                    .build());
        case JavaToolOptions.Skip(SkipReason reason) -> {
          skipped.put(container.getName(), reason);
          result.add(container);
        }
      }
    }
    return result;
  }

  private static List<VolumeMount> withOurs(List<VolumeMount> mounts, List<Mounts> ours) {
    List<VolumeMount> result = mounts;
    for (Mounts mount : ours) {
      result = mount.addedTo(result);
    }
    return result;
  }

  private static Pod injected(
      Pod pod,
      List<Container> containers,
      Map<String, SkipReason> skipped,
      Container install,
      AgentSettings settings) {
    PodBuilder builder = new PodBuilder(noted(pod, skipped));
    builder
        .editMetadata()
        .addToAnnotations(Names.INJECTED, settings.version())
        .addToAnnotations(
            EvictableVolumes.ANNOTATION,
            EvictableVolumes.withOurs(annotation(pod, EvictableVolumes.ANNOTATION)))
        .endMetadata()
        .editSpec()
        .withContainers(containers)
        .endSpec();
    addVolume(builder, AGENT_VOLUME);
    settings
        .identity()
        .ifPresent(
            identity -> {
              builder.editMetadata().addToAnnotations(Names.CA, identity.ca()).endMetadata();
              addVolume(builder, IdentityVolume.of(identity));
            });
    if (!pod.getSpec().getInitContainers().contains(install)) {
      builder.editSpec().addToInitContainers(0, install).endSpec();
    }
    for (String secret : settings.pullSecrets()) {
      if (pod.getSpec().getImagePullSecrets().stream().noneMatch(s -> secret.equals(s.getName()))) {
        builder
            .editSpec()
            .addToImagePullSecrets(new LocalObjectReferenceBuilder().withName(secret).build())
            .endSpec();
      }
    }
    return builder.build();
  }

  private static void addVolume(PodBuilder pod, Volume volume) {
    var spec = pod.editSpec();
    if (!spec.hasMatchingVolume(present -> present.getName().equals(volume.getName()))) {
      spec.addToVolumes(volume);
    }
    spec.endSpec();
  }

  /** Whoever asks for the agent in spite of crashes gets it; what cannot be installed cannot. */
  private static boolean overrides(Pod pod, SkipReason trouble) {
    return trouble == SkipReason.CrashesWithAgent && isForced(pod);
  }

  /** Whether an earlier pass, or whoever wrote the pod, put the agent in. */
  private static boolean carriesAgent(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
        .anyMatch(container -> container.getName().equals(Names.AGENT));
  }

  private static boolean isSpared(Pod pod, AgentSettings settings) {
    return !isForced(pod) && annotation(pod, Names.SPARED).equals(settings.image());
  }

  /** The API server refuses a pod with a token of a ServiceAccount that it does not name. */
  private static boolean namesServiceAccount(Pod pod) {
    String name = pod.getSpec().getServiceAccountName();
    return name != null && !name.isEmpty();
  }

  private static InjectionResult leftAlone(
      Pod pod, SkipReason reason, Map<String, String> annotations) {
    Map<String, SkipReason> skipped = new TreeMap<>();
    pod.getSpec().getContainers().forEach(c -> skipped.put(c.getName(), reason));
    Pod noted =
        new PodBuilder(noted(pod, skipped))
            .editMetadata()
            .addToAnnotations(annotations)
            .endMetadata()
            .build();
    return result(pod, noted, pod.getSpec().getContainers(), skipped);
  }

  /** The note of skipped containers is what the operator, and a person, finds on the pod later. */
  private static Pod noted(Pod pod, Map<String, SkipReason> skipped) {
    if (skipped.isEmpty()) {
      return pod;
    }
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations(Names.SKIPPED, SkippedContainers.write(skipped))
        .endMetadata()
        .build();
  }

  private static String annotation(Pod pod, String name) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? "" : Objects.requireNonNullElse(annotations.get(name), "");
  }
}
