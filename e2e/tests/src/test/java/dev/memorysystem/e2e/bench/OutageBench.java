package dev.memorysystem.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pods started while a part is out of order, each beside its twin in a namespace without the label.
 * A pod is delayed by us when its creation or its start takes over two seconds longer than its
 * twin's; the other way round it is the machine's noise.
 */
@Tag("bench")
@Order(20)
final class OutageBench {
  private static final int PAIRS = 10;
  private static final double TOO_LONG_SECONDS = 2;
  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OPERATOR = "memory-system-operator";
  private static final String COLLECTOR = "memory-system-collector";

  @RegisterExtension
  static final TestNamespace INJECTED = TestNamespace.labelled("outage-injected");

  @RegisterExtension static final TestNamespace PLAIN = TestNamespace.plain("outage-plain");

  private int next;

  /** What is out of order while pods start. */
  private record Outage(String name, Runnable begin, Runnable end) {}

  private record Took(double creation, double start) {}

  @AfterAll
  static void thaw() {
    for (String prefix : List.of(OPERATOR, COLLECTOR)) {
      List<Long> pids = HostProcesses.ofPods(prefix);
      if (!pids.isEmpty()) {
        HostProcesses.signal("CONT", pids);
      }
    }
  }

  @Test
  void outages() {
    INJECTED.createProfile("all");
    INJECTED.awaitAdmission(true);
    pair();
    List<Double> delayed = new ArrayList<>();
    List<Double> noise = new ArrayList<>();
    List<Double> longer = new ArrayList<>();
    for (Outage outage : outages(INJECTED)) {
      int late = 0;
      int early = 0;
      outage.begin().run();
      try {
        for (int i = 0; i < PAIRS; i++) {
          Took[] took = pair();
          double creation = took[0].creation() - took[1].creation();
          double start = took[0].start() - took[1].start();
          late += Math.max(creation, start) > TOO_LONG_SECONDS ? 1 : 0;
          early += Math.min(creation, start) < -TOO_LONG_SECONDS ? 1 : 0;
          longer.add(start);
        }
      } finally {
        outage.end().run();
      }
      System.out.printf(
          "e2e: %s: %d of %d pods over 2 s later than their twin, %d twins later%n",
          outage.name(), late, PAIRS, early);
      delayed.add((double) late);
      noise.add((double) early);
    }
    Row.write(
        "outages",
        Row.lower(
            "pods blocked or delayed over 2 s by us, of " + PAIRS + ", in each of 7 outages",
            "pods",
            0,
            0,
            Spread.of(delayed),
            Map.of("twins without injection later than ours", Spread.of(noise))),
        Row.lower(
            "an injected pod starts later than its twin, during the outages",
            "s",
            2,
            2,
            Spread.of(longer),
            Map.of()));
  }

  private static List<Outage> outages(TestNamespace namespace) {
    Runnable nothing = () -> {};
    return List.of(
        new Outage("nothing", nothing, nothing),
        new Outage(
            "operator killed",
            () -> HostProcesses.signal("KILL", java(OPERATOR)),
            () -> awaitReady(OPERATOR)),
        frozen("operator frozen", OPERATOR),
        new Outage(
            "collector killed",
            () -> HostProcesses.signal("KILL", java(COLLECTOR)),
            () -> awaitReady(COLLECTOR)),
        frozen("collector frozen", COLLECTOR),
        new Outage(
            "operator scaled to nothing",
            () -> scale(0),
            () -> {
              scale(2);
              awaitReady(OPERATOR);
              namespace.awaitAdmission(true);
            }),
        new Outage(
            "API server frozen for ten seconds before", OutageBench::freezeApiServer, nothing));
  }

  private static Outage frozen(String name, String prefix) {
    List<Long> pids = new ArrayList<>();
    return new Outage(
        name,
        () -> {
          pids.addAll(java(prefix));
          HostProcesses.signal("STOP", pids);
        },
        () -> {
          HostProcesses.signal("CONT", pids);
          awaitReady(prefix);
        });
  }

  private static void freezeApiServer() {
    List<Long> pids = HostProcesses.named("kube-apiserver");
    HostProcesses.signal("STOP", pids);
    try {
      await("the outage").pollDelay(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> true);
    } finally {
      HostProcesses.signal("CONT", pids);
    }
  }

  private static List<Long> java(String prefix) {
    List<Long> named = HostProcesses.named("java");
    return HostProcesses.ofPods(prefix).stream().filter(named::contains).toList();
  }

  private static void scale(int replicas) {
    Cluster.CLIENT
        .apps()
        .deployments()
        .inNamespace(Cluster.INSTALL_NAMESPACE)
        .withName(OPERATOR)
        .scale(replicas);
  }

  private static void awaitReady(String prefix) {
    await(prefix + " is ready")
        .atMost(Duration.ofMinutes(5))
        .until(
            () ->
                Cluster.CLIENT
                    .pods()
                    .inNamespace(Cluster.INSTALL_NAMESPACE)
                    .list()
                    .getItems()
                    .stream()
                    .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
                    .toList(),
            pods -> !pods.isEmpty() && pods.stream().allMatch(Workloads::ready));
  }

  /** A pod and its twin, at once: ours first. */
  private Took[] pair() {
    String name = "pod-" + next++;
    var ours = CompletableFuture.supplyAsync(() -> start(INJECTED, name));
    var twin = CompletableFuture.supplyAsync(() -> start(PLAIN, name));
    Took[] took = {ours.join(), twin.join()};
    for (TestNamespace namespace : List.of(INJECTED, PLAIN)) {
      namespace.delete(Cluster.CLIENT.pods().inNamespace(namespace.name()).withName(name).get());
    }
    return took;
  }

  /**
   * Seconds until the API server had taken the pod, and until its container's process was started:
   * the kubelet says so up to a second later, which hides what is looked for.
   */
  private static Took start(TestNamespace namespace, String name) {
    Instant begin = Instant.now();
    Pod pod =
        namespace.create(
            Workloads.pod(
                name, Workloads.podSpec(Workloads.shell("app", "exec sleep 600").build())));
    double creation = seconds(begin, Instant.now());
    assertThat(pod.getMetadata().getUid()).isNotNull();
    await("pod " + name + " runs")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> running(Cluster.CLIENT.resource(pod).get()));
    return new Took(creation, seconds(begin, HostProcesses.started(pod, "sleep")));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  private static boolean running(Pod pod) {
    return pod != null
        && pod.getStatus().getContainerStatuses().stream()
            .anyMatch(container -> container.getState().getRunning() != null);
  }
}
