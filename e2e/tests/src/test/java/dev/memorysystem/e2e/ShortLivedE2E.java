package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.CronJobs;
import dev.memorysystem.e2e.cluster.MountedPrograms;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import dev.memorysystem.e2e.pod.ShortRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs that end soon: as they would without the agent, and without filling any list. */
@ClusterTest
@Order(32)
final class ShortLivedE2E {
  private static final String PROFILE = "all";
  private static final String GOOD = "good";
  private static final String BAD = "bad";
  private static final String NIGHTLY = "nightly";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final List<Duration> MISSED_RUNS =
      List.of(Duration.ofMinutes(10), Duration.ofMinutes(20));

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("short");

  @BeforeAll
  static void start() {
    NAMESPACE.createProfile(PROFILE);
    NAMESPACE.awaitAdmission(true);
    NAMESPACE.create(MountedPrograms.configMap(ShortRun.class));
    NAMESPACE.create(Workloads.job(GOOD, running("0", "2")));
    NAMESPACE.create(Workloads.job(BAD, running("3", "2")));
    NAMESPACE.create(CronJobs.hourly(NIGHTLY, Workloads.job(NIGHTLY, running("0"))));
  }

  @ParameterizedTest
  @CsvSource({"good, Complete, 0", "bad, Failed, 3"})
  void aJobOfTwoSecondsEndsAsItWould(String job, String condition, int exitCode) {
    awaitJob(job, condition);

    Pod pod = NAMESPACE.pods(job).getFirst();
    assertThat(Cluster.injected(pod)).isTrue();
    assertThat(pod.getStatus().getContainerStatuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.getRestartCount()).isZero();
              assertThat(status.getState().getTerminated().getExitCode()).isEqualTo(exitCode);
            });
    assertThat(log(pod))
        .hasSize(2)
        .satisfies(
            lines -> assertThat(lines).first().asString().startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .last()
        .isEqualTo(ShortRun.LAST_WORD);
  }

  @Test
  void theRunsOfACronJobAreOneWorkload() {
    Set<String> pods = new HashSet<>();
    for (Duration ago : MISSED_RUNS) {
      CronJobs.missed(NAMESPACE.name(), NIGHTLY, ago);
      pods.add(
          await("the CronJob's run of %d minutes ago".formatted(ago.toMinutes()))
              .atMost(PATIENCE)
              .pollInterval(Duration.ofSeconds(1))
              .until(
                  () ->
                      NAMESPACE.pods(NIGHTLY).stream()
                          .filter(Workloads::ready)
                          .map(pod -> pod.getMetadata().getName())
                          .filter(name -> !pods.contains(name))
                          .toList(),
                  names -> names.size() == 1)
              .getFirst());
    }
    for (String pod : pods) {
      Processes.awaitReporting(NAMESPACE.name(), pod, 1);
      end(pod);
    }
    List<JsonNode> processes =
        await("no process reports any more")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> Processes.of(NAMESPACE.name()),
                all ->
                    all.stream()
                        .noneMatch(process -> process.path("status").asText().equals("reporting")));

    // what lived for two seconds never was a process to the collector
    assertThat(processes)
        .extracting(process -> process.path("pod").asText())
        .containsExactlyInAnyOrderElementsOf(pods);
    assertThat(processes).extracting(ShortLivedE2E::workload).containsOnly("CronJob/nightly");
    assertThat(of("assessments")).extracting(ShortLivedE2E::workload).isSubsetOf("CronJob/nightly");
    assertThat(of("findings")).isEmpty();
    for (String job : List.of(GOOD, BAD)) {
      assertThat(NAMESPACE.pods(job)).allMatch(Cluster::injected);
    }
    NAMESPACE.awaitStatus(
        PROFILE,
        "counts none of the pods that ended",
        status ->
            status.pods() != null && status.pods().matched() == 0 && status.uncovered().isEmpty());
  }

  private static PodSpec running(String... arguments) {
    return MountedPrograms.podSpec(
        ShortRun.class, MountedPrograms.container("app", ShortRun.class, arguments).build());
  }

  private static void awaitJob(String name, String condition) {
    await("Job %s/%s is %s".formatted(NAMESPACE.name(), name, condition))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                Cluster.CLIENT
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(NAMESPACE.name())
                    .withName(name)
                    .get()
                    .getStatus()
                    .getConditions()
                    .stream()
                    .anyMatch(
                        current ->
                            current.getType().equals(condition)
                                && current.getStatus().equals("True")));
  }

  private static List<String> log(Pod pod) {
    return Cluster.CLIENT
        .pods()
        .inNamespace(NAMESPACE.name())
        .withName(pod.getMetadata().getName())
        .inContainer("app")
        .getLog()
        .lines()
        .toList();
  }

  /** Tells the program in the pod that it is time. */
  private static void end(String pod) {
    Cluster.CLIENT.raw(
        "/api/v1/namespaces/%s/pods/%s:%d/proxy/".formatted(NAMESPACE.name(), pod, ShortRun.PORT));
  }

  private static List<JsonNode> of(String what) {
    return Cluster.collector("/api/v1/%s?namespace=%s".formatted(what, NAMESPACE.name()))
        .valueStream()
        .toList();
  }

  private static String workload(JsonNode of) {
    JsonNode workload = of.path("workload");
    return workload.path("kind").asText() + "/" + workload.path("name").asText();
  }
}
