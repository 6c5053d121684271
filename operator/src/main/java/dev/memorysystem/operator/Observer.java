package dev.memorysystem.operator;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.Workload;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.ClusterLookups;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.Profiles;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.status.Observed;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Gathers what concerns one profile: its pods, and what the collector says of their workloads. */
@Singleton
final class Observer {
  private final Cluster cluster;
  private final ClusterLookups lookups;
  private final CollectorView collector;
  private final DefaultProfile defaultProfile;
  private final ServedCertificates certificates;
  private final Clock clock;

  Observer(
      Cluster cluster,
      ClusterLookups lookups,
      CollectorView collector,
      DefaultProfile defaultProfile,
      ServedCertificates certificates,
      Clock clock) {
    this.cluster = cluster;
    this.lookups = lookups;
    this.collector = collector;
    this.defaultProfile = defaultProfile;
    this.certificates = certificates;
    this.clock = clock;
  }

  Observed observe(MemoryProfile profile) {
    String namespace = profile.getMetadata().getNamespace();
    List<MemoryProfile> profiles = cluster.profiles(namespace);
    List<Pod> matching =
        running(namespace).stream().filter(pod -> Profiles.matches(profile, pod)).toList();
    List<Pod> own = matching.stream().filter(pod -> has(profile, profiles, pod)).toList();
    return new Observed(
        profile,
        own,
        matching.size() - own.size(),
        matching.stream()
            .filter(pod -> !own.contains(pod))
            .flatMap(pod -> Profiles.governing(profiles, pod).stream())
            .map(older -> older.getMetadata().getName())
            .findFirst(),
        cluster.isInjected(namespace),
        cluster.namespace(namespace).flatMap(Observer::labelledSince),
        defaultProfile.spec().isPresent(),
        certificates.collectorAuthorities(),
        concerning(profile, profiles, own),
        Optional.empty(),
        clock.instant());
  }

  /** Whether no profile has the workload a finding is about. */
  boolean isUnclaimed(Finding finding) {
    String namespace = finding.workload().namespace();
    List<MemoryProfile> profiles = cluster.profiles(namespace);
    return profiles.stream()
        .noneMatch(
            profile ->
                observe(profile).collector().findings().stream()
                    .anyMatch(claimed -> claimed.id().equals(finding.id())));
  }

  List<Pod> running(String namespace) {
    return cluster.pods(namespace).stream().filter(Observer::isRunning).toList();
  }

  /** Pods of a workload. */
  List<Pod> pods(Workload workload) {
    return running(workload.namespace()).stream().filter(pod -> isOf(pod, workload)).toList();
  }

  private CollectorView.Snapshot concerning(
      MemoryProfile profile, Collection<MemoryProfile> profiles, List<Pod> own) {
    CollectorView.Snapshot all = collector.snapshot(profile.getMetadata().getNamespace());
    Set<String> uids = new HashSet<>();
    own.forEach(pod -> uids.add(pod.getMetadata().getUid()));
    return new CollectorView.Snapshot(
        all.findings().stream().filter(f -> concerns(f, profile, profiles, own)).toList(),
        all.assessments().stream()
            .filter(assessment -> own.stream().anyMatch(pod -> isOf(pod, assessment.workload())))
            .toList(),
        all.processes().stream()
            .filter(process -> process.podUid() != null && uids.contains(process.podUid()))
            .toList(),
        all.everSynced(),
        all.lostAt());
  }

  /**
   * A finding belongs to the profile that has its workload's pods; when there are none left, to the
   * one that shows it already, or would have them by an empty selector.
   */
  private boolean concerns(
      Finding finding, MemoryProfile profile, Collection<MemoryProfile> profiles, List<Pod> own) {
    if (own.stream().anyMatch(pod -> isOf(pod, finding.workload()))) {
      return true;
    }
    if (!pods(finding.workload()).isEmpty()) {
      return false;
    }
    return shows(profile, finding)
        || (profiles.stream().noneMatch(other -> shows(other, finding))
            && Profiles.governing(profiles, new Pod("v1", "Pod", new ObjectMeta(), null, null))
                .filter(older -> isSame(older, profile))
                .isPresent());
  }

  private static boolean shows(MemoryProfile profile, Finding finding) {
    return profile.getStatus() != null
        && profile.getStatus().findings().stream().anyMatch(f -> f.id().equals(finding.id()));
  }

  private boolean isOf(Pod pod, Workload workload) {
    PodWorkload owner = PodWorkload.of(pod, pod.getMetadata().getNamespace(), lookups);
    return owner.kind().equals(workload.kind())
        && owner.name().equals(workload.name())
        && pod.getSpec().getContainers().stream()
            .anyMatch(
                container ->
                    workload.container().isEmpty()
                        || container.getName().equals(workload.container()));
  }

  private static boolean has(MemoryProfile profile, List<MemoryProfile> profiles, Pod pod) {
    return Profiles.governing(profiles, pod).filter(older -> isSame(older, profile)).isPresent();
  }

  private static boolean isSame(MemoryProfile one, MemoryProfile other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  private static boolean isRunning(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return pod.getMetadata().getDeletionTimestamp() == null
        && !"Succeeded".equals(phase)
        && !"Failed".equals(phase);
  }

  /** The API server notes who last set which field, and when. */
  private static Optional<Instant> labelledSince(Namespace namespace) {
    return namespace.getMetadata().getManagedFields().stream()
        .filter(Observer::setsTheLabel)
        .map(ManagedFieldsEntry::getTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Instant::compareTo);
  }

  private static boolean setsTheLabel(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:metadata")
            instanceof Map<?, ?> metadata
        && metadata.get("f:labels") instanceof Map<?, ?> labels
        && labels.containsKey("f:" + Names.INJECTION_LABEL);
  }
}
