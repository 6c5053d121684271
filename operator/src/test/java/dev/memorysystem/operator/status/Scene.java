package dev.memorysystem.operator.status;

import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.FindingProcess;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.Transition;
import dev.memorysystem.crd.Workload;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.collector.ReportedAssessment;
import dev.memorysystem.operator.collector.ReportedProcess;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A profile and its surroundings, changed step by step. */
public final class Scene {
  public static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  public static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");

  public final MemoryProfile profile = new MemoryProfile();
  public final List<Pod> pods = new ArrayList<>();
  public final List<Finding> findings = new ArrayList<>();
  public final List<ReportedAssessment> assessments = new ArrayList<>();
  public final List<ReportedProcess> processes = new ArrayList<>();
  public Instant now = START.plusSeconds(60);
  public boolean labelled = true;
  public Optional<Instant> labelledSince = Optional.of(START);
  public boolean hasDefault = true;
  public Optional<String> authorities = Optional.empty();
  public boolean everSynced = true;
  public Optional<Instant> lostAt = Optional.empty();
  public int taken;
  public Optional<RolloutStatus> rollout = Optional.empty();

  public Scene() {
    profile.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("everything")
            .withUid("profile-uid")
            .withGeneration(3L)
            .withCreationTimestamp(START.plusSeconds(30).toString())
            .build());
  }

  public Scene spec(String yaml) {
    profile.setSpec(Serialization.unmarshal("# YAML\n" + yaml, MemoryProfileSpec.class));
    return this;
  }

  /** Created by default after label and profile. */
  public Pod pod(String name, String... annotations) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-" + name)
            .withCreationTimestamp(START.plusSeconds(40).toString())
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .endContainer()
            .endSpec();
    for (int i = 0; i < annotations.length; i += 2) {
      pod.editMetadata().addToAnnotations(annotations[i], annotations[i + 1]).endMetadata();
    }
    pods.add(pod.build());
    return pods.getLast();
  }

  public Scene injected(String name) {
    pod(name, "memory-system.dev/injected", "0.2.0");
    return this;
  }

  /** The last pod's container runs since then. */
  public Scene running(Duration since) {
    Pod last = pods.removeLast();
    pods.add(
        new PodBuilder(last)
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withName("app")
            .withNewState()
            .withNewRunning(now.minus(since).toString())
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
    return this;
  }

  public Scene process(String pod, String status) {
    processes.add(
        new ReportedProcess("i-" + pod, ORDERS, status, "silent since noon", pod, "uid-" + pod));
    return this;
  }

  public Scene assessment(String workload, String verdict, String reason) {
    assessments.add(
        new ReportedAssessment(
            new Workload("shop", "Deployment", workload, "app"), verdict, reason));
    return this;
  }

  /** Confirmed, with one transition a state up to it. */
  public static Finding finding(String id, String state, double confidence, Duration left) {
    Instant at = START.plusSeconds(50);
    List<Transition> transitions = new ArrayList<>();
    for (String each : List.of("suspected", "confirmed", "resolved")) {
      transitions.add(new Transition(each, at.plusSeconds(transitions.size()).toString(), "why"));
      if (each.equals(state)) {
        break;
      }
    }
    return new Finding(
        id,
        state,
        null,
        "heap",
        confidence,
        ORDERS,
        List.of(new FindingProcess("i", "a", "uid-a", null, null, null, null, null, null)),
        null,
        null,
        "com.example.Session",
        List.of("com.example.Sessions.open(Sessions.java:42)"),
        null,
        null,
        null,
        100e6,
        0.9,
        new Exhaustion(
            1L << 28, null, START.plus(left).toString(), null, START.plusSeconds(55).toString()),
        null,
        transitions,
        "it grows",
        "Remove sessions.");
  }

  public Observed observed() {
    return new Observed(
        profile,
        pods,
        taken,
        taken == 0 ? Optional.empty() : Optional.of("older"),
        labelled,
        labelledSince,
        hasDefault,
        authorities,
        new CollectorView.Snapshot(findings, assessments, processes, everSynced, lostAt),
        rollout,
        now);
  }
}
