package dev.memorysystem.operator.collector;

import dev.memorysystem.crd.Directive;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.Overhead;
import dev.memorysystem.crd.TriagedFinding;
import dev.memorysystem.injection.Lookups;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.Profiles;
import dev.memorysystem.vocabulary.Signals;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of profiles and pods, worded as docs/signals.md has them. */
final class Facts {
  private final Cluster cluster;
  private final Lookups lookups;

  Facts(Cluster cluster, Lookups lookups) {
    this.cluster = cluster;
    this.lookups = lookups;
  }

  /**
   * Everything the collector must know now, by key; profiles first.
   *
   * @param namespaces whose pods are told
   */
  Map<String, Fact> current(Collection<String> namespaces) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    Stream.concat(
            cluster.profiles().stream().map(Facts::profile),
            namespaces.stream().flatMap(this::pods))
        .forEach(fact -> facts.put(fact.key(), fact));
    return facts;
  }

  /** Keys of the pods that have not ended, whether they are told or not. */
  Set<String> living(Collection<String> namespaces) {
    return namespaces.stream()
        .flatMap(namespace -> cluster.pods(namespace).stream())
        .filter(pod -> !hasEnded(pod))
        .map(Facts::key)
        .collect(Collectors.toSet());
  }

  private Stream<Fact> pods(String namespace) {
    List<MemoryProfile> profiles = cluster.profiles(namespace);
    boolean injected = cluster.isInjected(namespace);
    return cluster.pods(namespace).stream()
        .filter(pod -> !hasEnded(pod))
        .flatMap(
            pod -> {
              Optional<MemoryProfile> profile = Profiles.governing(profiles, pod);
              return injected || profile.isPresent() || mayReport(pod)
                  ? Stream.of(
                      pod(
                          pod,
                          PodWorkload.of(pod, namespace, lookups),
                          profile.map(p -> p.getMetadata().getName()).orElse(null)))
                  : Stream.empty();
            });
  }

  /**
   * Whether it reports as long as it runs, though its namespace or profile changed meanwhile, or an
   * agent came into it by hand: the tokens of pods that are no longer told are refused.
   */
  static boolean mayReport(Pod pod) {
    return (pod.getMetadata().getAnnotations() != null
            && pod.getMetadata().getAnnotations().containsKey(Names.INJECTED))
        || pod.getSpec().getVolumes().stream()
            .map(Volume::getProjected)
            .filter(Objects::nonNull)
            .flatMap(projected -> projected.getSources().stream())
            .map(VolumeProjection::getServiceAccountToken)
            .anyMatch(token -> token != null && Names.AUDIENCE.equals(token.getAudience()));
  }

  private static String key(Pod pod) {
    return "pod/" + pod.getMetadata().getUid();
  }

  private static boolean hasEnded(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  static Fact profile(MemoryProfile profile) {
    String namespace = profile.getMetadata().getNamespace();
    String name = profile.getMetadata().getName();
    return new Fact(
        "profile/" + namespace + "/" + name,
        namespace,
        Signals.Event.PROFILE,
        resource(new Attributes().put(Signals.Resource.K8S_NAMESPACE_NAME, namespace)),
        new Attributes()
            .put(Signals.Profile.NAME, name)
            .put(Signals.Profile.GENERATION, profile.getMetadata().getGeneration())
            .put(
                Signals.Profile.MINIMUM_CONFIDENCE,
                profile.getSpec().detection().minimumConfidence())
            .put(
                Signals.Profile.HORIZON_SECONDS,
                Long.valueOf(profile.getSpec().detection().horizonDuration().toSeconds()))
            .put(Signals.Profile.SAMPLING, profile.getSpec().capture().allocationSites().name())
            .put(
                Signals.Profile.SAMPLING_BUDGET_CORES,
                cores(profile.getSpec().overhead().samplingCpuPercent()))
            .put(Signals.Profile.WALK, profile.getSpec().capture().retainedPaths().name())
            .put(
                Signals.Profile.WALK_BUDGET_CORES,
                cores(profile.getSpec().overhead().walkCpuPercent()))
            .put(Signals.Profile.RULES, profile.getSpec().capture().openings().name())
            .put(Signals.Profile.MAX_PAUSE_SECONDS, seconds(profile.getSpec().overhead().pause()))
            .put(
                Signals.Profile.DIRECTIVES,
                profile.getSpec().directives().stream()
                    .map(directive -> directive(directive, profile.getSpec().overhead()))
                    .toList())
            .put(
                Signals.Profile.FINDINGS,
                profile.getSpec().triagedFindings().stream().map(Facts::triaged).toList())
            .value());
  }

  private static AnyValue directive(Directive asked, Overhead overhead) {
    return new Attributes()
        .put(Signals.Profile.DIRECTIVES_ID, asked.id())
        .put(
            Signals.Profile.DIRECTIVES_KIND,
            switch (asked.kind()) {
              case ClassCensus -> "class_census";
              case StackSamples -> "stack_samples";
              case HeapDump -> "heap_dump";
            })
        .put(Signals.Profile.DIRECTIVES_POD, asked.pod())
        .put(Signals.Profile.DIRECTIVES_CONTAINER, asked.container())
        .put(
            Signals.Profile.DIRECTIVES_MAX_PAUSE_SECONDS,
            seconds(asked.pause().orElseGet(overhead::pause)))
        .put(Signals.Profile.DIRECTIVES_MAX_BYTES, asked.maxBytes().orElse(null))
        .put(
            Signals.Profile.DIRECTIVES_DURATION_SECONDS,
            asked.lasts().map(Duration::toSeconds).orElse(null))
        .value();
  }

  private static @Nullable Double cores(@Nullable Double percent) {
    return percent == null ? null : Double.valueOf(percent / 100);
  }

  private static Double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static AnyValue triaged(TriagedFinding finding) {
    return new Attributes()
        .put(Signals.Profile.FINDINGS_ID, finding.id())
        .put(Signals.Profile.FINDINGS_TRIAGE, finding.triage().name())
        .put(Signals.Profile.FINDINGS_REASON, finding.reason())
        .put(Signals.Profile.FINDINGS_UNTIL, finding.until())
        .value();
  }

  /**
   * That everything was told.
   *
   * @param namespaces whose pods were told
   */
  static Fact sync(Collection<String> namespaces) {
    return new Fact(
        "sync",
        "",
        Signals.Event.SYNC,
        resource(new Attributes()),
        new Attributes()
            .put(Signals.Sync.NAMESPACES, namespaces.stream().map(Attributes::text).toList())
            .value());
  }

  static Fact pod(Pod pod, PodWorkload workload, @Nullable String profile) {
    var metadata = pod.getMetadata();
    Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    return new Fact(
        key(pod),
        metadata.getNamespace(),
        Signals.Event.POD,
        resource(
            new Attributes()
                .put(Signals.Resource.K8S_NAMESPACE_NAME, metadata.getNamespace())
                .put(Signals.Resource.K8S_POD_NAME, metadata.getName())
                .put(Signals.Resource.K8S_POD_UID, metadata.getUid())
                .put(Signals.Resource.K8S_NODE_NAME, pod.getSpec().getNodeName())
                .put(Signals.Resource.MEMORY_WORKLOAD_KIND, workload.kind())
                .put(Signals.Resource.MEMORY_WORKLOAD_NAME, workload.name())),
        new Attributes()
            .put(Signals.Pod.PROFILE, profile)
            .put(
                Signals.Pod.REVISION,
                labels.getOrDefault("pod-template-hash", labels.get("controller-revision-hash")))
            .put(
                Signals.Pod.CONTAINERS,
                pod.getSpec().getContainers().stream().map(c -> container(c, pod)).toList())
            .value());
  }

  private static AnyValue container(Container container, Pod pod) {
    Attributes fact =
        new Attributes()
            .put(Signals.Pod.CONTAINERS_NAME, container.getName())
            .put(Signals.Pod.CONTAINERS_IMAGE, container.getImage())
            .put(Signals.Pod.CONTAINERS_MEMORY_LIMIT, memoryLimit(container));
    status(pod, container.getName())
        .ifPresent(
            status -> {
              fact.put(Signals.Pod.CONTAINERS_IMAGE_ID, blankToNull(status.getImageID()))
                  .put(
                      Signals.Pod.CONTAINERS_RESTARTS,
                      status.getRestartCount() == null
                          ? null
                          : Long.valueOf(status.getRestartCount()));
              ContainerStateTerminated last = lastTermination(status);
              if (last != null) {
                fact.put(Signals.Pod.CONTAINERS_LAST_TERMINATION_REASON, last.getReason())
                    .put(Signals.Pod.CONTAINERS_LAST_TERMINATION_TIME, last.getFinishedAt());
              }
            });
    return fact.value();
  }

  private static Optional<ContainerStatus> status(Pod pod, String container) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> container.equals(status.getName()))
            .findFirst();
  }

  private static @Nullable ContainerStateTerminated lastTermination(ContainerStatus status) {
    ContainerStateTerminated now = terminated(status.getState());
    return now == null ? terminated(status.getLastState()) : now;
  }

  private static @Nullable ContainerStateTerminated terminated(@Nullable ContainerState state) {
    return state == null ? null : state.getTerminated();
  }

  private static @Nullable Long memoryLimit(Container container) {
    if (container.getResources() == null || container.getResources().getLimits() == null) {
      return null;
    }
    Quantity limit = container.getResources().getLimits().get("memory");
    return limit == null
        ? null
        : Long.valueOf(
            limit.getNumericalAmount().setScale(0, RoundingMode.CEILING).longValueExact());
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static Resource resource(Attributes attributes) {
    return Resource.newBuilder().addAllAttributes(attributes.list()).build();
  }
}
