package dev.memorysystem.operator.status;

import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.injection.SkippedContainers;
import dev.memorysystem.operator.certificate.Trust;
import dev.memorysystem.operator.circuit.InstallTrouble;
import dev.memorysystem.operator.collector.ReportedProcess;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pod of a profile.
 *
 * @param injected carries the agent, put there by the webhook or by hand
 * @param skipped containers the webhook left alone
 * @param gap why the pod as a whole is not watched; empty when it is
 */
record PodState(
    boolean injected, boolean reporting, List<UncoveredPod> skipped, Optional<UncoveredPod> gap) {
  /** A Java virtual machine that starts reports within seconds; a slow node takes its time. */
  static final Duration TIME_TO_REPORT = Duration.ofMinutes(2);

  static PodState of(Pod pod, Observed observed) {
    List<ReportedProcess> processes =
        observed.collector().processes().stream()
            .filter(process -> pod.getMetadata().getUid().equals(process.podUid()))
            .toList();
    boolean reporting = processes.stream().anyMatch(ReportedProcess::reports);
    boolean injected = reporting || !processes.isEmpty() || carriesAgent(pod);
    return new PodState(
        injected,
        reporting,
        skippedContainers(pod),
        reporting
            ? Optional.empty()
            : injected
                ? Optional.of(notReporting(pod, processes, observed))
                : notInjected(pod, observed));
  }

  Stream<UncoveredPod> gaps() {
    return Stream.concat(gap.stream(), skipped.stream());
  }

  boolean has(Reason reason) {
    return gap.filter(is(reason)).isPresent();
  }

  boolean lacksInjection() {
    return !skipped.isEmpty()
        || gap.filter(g -> Reason.valueOf(g.reason()).isTrouble()).isPresent()
        || (!injected && gap.filter(g -> !Reason.valueOf(g.reason()).isIntended()).isPresent());
  }

  private static Predicate<UncoveredPod> is(Reason reason) {
    return gap -> gap.reason().equals(reason.name());
  }

  private static boolean carriesAgent(Pod pod) {
    return annotation(pod, Names.INJECTED) != null || Injection.loadsAgent(pod);
  }

  private static List<UncoveredPod> skippedContainers(Pod pod) {
    return SkippedContainers.read(annotation(pod, Names.SKIPPED)).entrySet().stream()
        .map(
            entry ->
                new UncoveredPod(
                    pod.getMetadata().getName(),
                    entry.getKey(),
                    Reason.of(entry.getValue()).name(),
                    entry.getValue().message(),
                    pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  private static UncoveredPod notReporting(
      Pod pod, List<ReportedProcess> processes, Observed observed) {
    Optional<Instant> running = runningSince(pod);
    boolean overdue =
        running.filter(s -> s.plus(TIME_TO_REPORT).isBefore(observed.now())).isPresent();
    String since = running.map(Instant::toString).orElse(pod.getMetadata().getCreationTimestamp());
    Optional<InstallTrouble> trouble = InstallTrouble.of(pod);
    if (trouble.isPresent()) {
      return gap(pod, Reason.of(trouble.get().reason()), trouble.get().advice(), since);
    }
    if (lostTrust(pod, observed)) {
      return gap(
          pod,
          Reason.AuthorityReplaced,
          "it trusts an older authority than the collector has now (the release was installed anew,"
              + " or its Secret of the authority lost) and cannot report; restart it",
          since);
    }
    if (running.isEmpty()) {
      return gap(pod, Reason.NotReportingYet, "injected, and not running yet", since);
    }
    if (!overdue) {
      return gap(pod, Reason.NotReportingYet, "injected, and its first report is due", since);
    }
    if (processes.isEmpty()) {
      return gap(
          pod,
          Reason.NoSupportedRuntime,
          "no process of it ever reported: no supported runtime, or the agent could not start, or"
              + " it cannot reach the collector; where it runs a Java virtual machine, look for"
              + " \"Picked up JAVA_TOOL_OPTIONS\" in its log (missing: its image or start script"
              + " unsets the variable), else set the annotation "
              + Names.INJECT
              + ": \"false\"",
          since);
    }
    return gap(
        pod,
        Reason.AgentSilent,
        processes.stream()
            .map(ReportedProcess::reason)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("its processes no longer report"),
        since);
  }

  private static boolean lostTrust(Pod pod, Observed observed) {
    String given = annotation(pod, Names.CA);
    return given != null
        && observed.authorities().filter(now -> !Trust.reaches(given, now)).isPresent();
  }

  private static Optional<UncoveredPod> notInjected(Pod pod, Observed observed) {
    if (!skippedContainers(pod).isEmpty()) {
      return Optional.empty();
    }
    Optional<SkipReason> skip =
        Injection.skipReason(pod, Optional.of(observed.profile().getSpec()));
    String created = pod.getMetadata().getCreationTimestamp();
    if (skip.isPresent()) {
      return Optional.of(gap(pod, Reason.of(skip.get()), skip.get().message(), created));
    }
    if (!observed.labelled()) {
      return Optional.of(
          gap(
              pod,
              Reason.NamespaceNotLabelled,
              "the namespace lacks the label %s=%s".formatted(Names.INJECTION_LABEL, Names.ENABLED),
              created));
    }
    Instant start = Instant.parse(created);
    // Times have whole seconds: a pod of the label's own second may have come before it.
    if (observed.labelledSince().filter(since -> !start.isAfter(since)).isPresent()) {
      return Optional.of(
          gap(
              pod,
              Reason.StartedBeforeLabel,
              "it started before its namespace was labelled; restart it",
              created));
    }
    if (!observed.hasDefault()
        && !start.isAfter(Instant.parse(observed.profile().getMetadata().getCreationTimestamp()))) {
      return Optional.of(
          gap(
              pod,
              Reason.StartedBeforeProfile,
              "it started before this profile was there; restart it",
              created));
    }
    return Optional.of(
        gap(
            pod,
            Reason.WebhookMissed,
            "the webhook was not reached when it was created (the operator was down or"
                + " unreachable), or it was created before the namespace was labelled; restart it",
            created));
  }

  private static Optional<Instant> runningSince(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(state -> state != null && state.getRunning() != null)
            .map(state -> state.getRunning().getStartedAt())
            .filter(Objects::nonNull)
            .map(Instant::parse)
            .max(Instant::compareTo);
  }

  private static UncoveredPod gap(Pod pod, Reason reason, String message, String since) {
    return new UncoveredPod(pod.getMetadata().getName(), null, reason.name(), message, since);
  }

  private static @Nullable String annotation(Pod pod, String name) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }
}
