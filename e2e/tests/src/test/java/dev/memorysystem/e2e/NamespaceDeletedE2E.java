package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A namespace with profile and workload is deleted while pods are created in it. */
@ClusterTest
@Order(48)
final class NamespaceDeletedE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int REPLICAS = 2;

  /** Refusals of a namespace that ends, or is gone. */
  private static final Set<Integer> GOING = Set.of(403, 404);

  @RegisterExtension static final TestNamespace DOOMED = TestNamespace.labelled("doomed");
  @RegisterExtension static final TestNamespace OTHER = TestNamespace.labelled("survivor");

  @Test
  void itGoesWholeAndNobodyComplains() throws InterruptedException {
    OTHER.awaitAdmission(true);
    DOOMED.createProfile("all");
    Deployment deployment =
        Workloads.deployment("app", Workloads.podSpec(Workloads.javaService("app").build()));
    deployment.getSpec().setReplicas(REPLICAS);
    DOOMED.create(deployment);
    DOOMED.awaitStatus(
        "all",
        "has its pods reporting",
        status -> status.pods() != null && status.pods().reporting() == REPLICAS);
    Map<String, Integer> restarts = Operator.restarts();
    Instant before = Instant.now();

    try (Load load = new Load()) {
      Cluster.CLIENT.namespaces().withName(DOOMED.name()).delete();
      await("namespace " + DOOMED.name() + " is gone")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> Cluster.CLIENT.namespaces().withName(DOOMED.name()).get() == null);
      load.end();
      assertThat(load.refusals).isNotEmpty().isSubsetOf(GOING);
    }

    await("no process of the namespace reports any more")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                Processes.of(DOOMED.name()).stream()
                    .noneMatch(process -> process.path("status").asText().equals("reporting")));
    assertThat(Operator.log(before))
        .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .noneMatch(line -> line.contains(DOOMED.name()));
    assertThat(Operator.restarts()).isEqualTo(restarts);
    OTHER.awaitAdmission(true);
  }

  /** Asks for pods, as dry runs, until the end; what refuses them is counted by its status code. */
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    Load() {
      thread = Thread.ofVirtual().start(this::run);
      await("pods are admitted").atMost(PATIENCE).until(() -> admitted.get() > 0);
    }

    private void run() {
      while (!ended.get()) {
        try {
          DOOMED.dryRunPod();
          admitted.incrementAndGet();
        } catch (KubernetesClientException e) {
          refusals.add(e.getCode());
        }
      }
    }

    void end() throws InterruptedException {
      ended.set(true);
      thread.join();
    }

    @Override
    public void close() throws InterruptedException {
      end();
    }
  }
}
