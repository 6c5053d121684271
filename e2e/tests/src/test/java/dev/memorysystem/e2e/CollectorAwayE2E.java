package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.CollectorPod;
import dev.memorysystem.e2e.cluster.MountedPrograms;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import dev.memorysystem.e2e.pod.DeafServer;
import dev.memorysystem.e2e.pod.ShortRun;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The collector is not there, or takes connections and never answers: pods start, run and end as
 * they would, and report once it is back.
 */
@ClusterTest
@Order(47)
final class CollectorAwayE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DEAF = "deaf-collector";

  /** Longer than an agent waits before it looks at its JVM, so that this one has an agent. */
  private static final String SECONDS = "12";

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("away");

  @BeforeAll
  static void awaitInjection() {
    NAMESPACE.createProfile("all");
    NAMESPACE.awaitAdmission(true);
    NAMESPACE.create(MountedPrograms.configMap(ShortRun.class));
  }

  @Test
  void podsStartWithoutACollectorAndReportOnceItIsThere() {
    CollectorPod.stop();
    try {
      startAndEndAsUsual("absent");
    } finally {
      CollectorPod.start();
    }

    Processes.awaitReporting(NAMESPACE.name(), "absent", 1);
    assertNeverRestarted("absent");
  }

  @Test
  void podsStartWithACollectorThatNeverAnswersAndReportOnceItDoes() {
    TestNamespace installed = TestNamespace.existing(Cluster.INSTALL_NAMESPACE);
    var programs = installed.create(MountedPrograms.configMap(DeafServer.class));
    var server = installed.create(deafServer());
    Map<String, String> before = Map.of();
    try {
      installed.awaitReady(DEAF);
      before = CollectorPod.replaceBy(server.getMetadata().getLabels());
      startAndEndAsUsual("unheard");
      String address = pod("unheard").getStatus().getPodIP();
      await("the pod tried to report")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> installed.log(DEAF), log -> log.contains("from " + address));
    } finally {
      if (!before.isEmpty()) {
        CollectorPod.replaceBy(before);
      }
      installed.delete(server);
      installed.delete(programs);
    }

    Processes.awaitReporting(NAMESPACE.name(), "unheard", 1);
    assertNeverRestarted("unheard");
  }

  /** A pod of that name becomes ready, and a Job's JVM that lives long enough to report ends. */
  private static void startAndEndAsUsual(String name) {
    String job = name + "-job";
    NAMESPACE.create(
        Workloads.job(
            job,
            MountedPrograms.podSpec(
                ShortRun.class,
                MountedPrograms.container("app", ShortRun.class, "0", SECONDS).build())));
    NAMESPACE.create(Workloads.pod(name, Workloads.podSpec(Workloads.javaService("app").build())));

    assertThat(Cluster.injected(NAMESPACE.awaitReady(name))).isTrue();
    Pod ended =
        await("the pod of Job " + job + " ends")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () ->
                    NAMESPACE.pods(job).stream()
                        .filter(pod -> List.of("Succeeded", "Failed").contains(phase(pod)))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(Cluster.injected(ended)).isTrue();
    assertThat(phase(ended)).isEqualTo("Succeeded");
  }

  private static void assertNeverRestarted(String name) {
    assertThat(pod(name).getStatus().getContainerStatuses())
        .extracting(ContainerStatus::getRestartCount)
        .containsOnly(0);
  }

  private static Pod pod(String name) {
    return Cluster.CLIENT.pods().inNamespace(NAMESPACE.name()).withName(name).get();
  }

  private static String phase(Pod pod) {
    return pod.getStatus().getPhase();
  }

  /** Has the ports that the collector's Service leads to, by their names. */
  private static Pod deafServer() {
    List<ContainerPort> ports = collectorPorts();
    String[] numbers =
        ports.stream().map(port -> String.valueOf(port.getContainerPort())).toArray(String[]::new);
    Container container =
        MountedPrograms.container("server", DeafServer.class, numbers).withPorts(ports).build();
    return Workloads.pod(DEAF, MountedPrograms.podSpec(DeafServer.class, container));
  }

  private static List<ContainerPort> collectorPorts() {
    Service service = CollectorPod.service().get();
    return service.getSpec().getPorts().stream()
        .map(
            port ->
                new ContainerPortBuilder()
                    .withName(port.getTargetPort().getStrVal())
                    .withContainerPort(port.getPort())
                    .build())
        .toList();
  }
}
