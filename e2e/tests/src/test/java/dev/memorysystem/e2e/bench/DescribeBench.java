package dev.memorysystem.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.Transition;
import dev.memorysystem.e2e.Repository;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How old a confirmation is when the API server has it in the profile's status, where {@code
 * kubectl describe} reads it: from the time stamp that the agent gave the confirming report, so
 * sending and analysis count too. Several deployments of the leaking workload give several figures.
 */
@Tag("bench")
@Order(30)
final class DescribeBench {
  private static final int WORKLOADS = 5;

  @RegisterExtension
  static final TestNamespace NAMESPACE = TestNamespace.labelled("bench-describe");

  @Test
  void confirmedToDescribed() throws IOException {
    NAMESPACE.createProfile("all");
    NAMESPACE.awaitAdmission(true);
    Map<String, Double> seconds = new ConcurrentHashMap<>();
    try (var informer =
        Cluster.profiles().inNamespace(NAMESPACE.name()).inform(described(seconds))) {
      for (int i = 0; i < WORKLOADS; i++) {
        NAMESPACE.create(leaky("checkout-" + i));
      }
      await("all leaks are confirmed")
          .atMost(Duration.ofMinutes(14))
          .until(() -> seconds.size() == WORKLOADS);
    }
    Row.write(
        "describe",
        Row.lower(
            "finding confirmed -> in kubectl describe",
            "s",
            5,
            1,
            Spread.of(seconds.values()),
            Map.of()));
  }

  private static ResourceEventHandler<MemoryProfile> described(Map<String, Double> seconds) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(MemoryProfile profile) {}

      @Override
      public void onUpdate(MemoryProfile before, MemoryProfile profile) {
        Instant now = Instant.now();
        for (Finding finding : findings(profile)) {
          confirmedAt(finding)
              .ifPresent(
                  at ->
                      seconds.putIfAbsent(
                          finding.workload().name(),
                          Duration.between(at, now).toMillis() / 1000.0));
        }
      }

      @Override
      public void onDelete(MemoryProfile profile, boolean unknownFinalState) {}
    };
  }

  private static List<Finding> findings(MemoryProfile profile) {
    return profile.getStatus() == null ? List.of() : profile.getStatus().findings();
  }

  private static Optional<Instant> confirmedAt(Finding finding) {
    return finding.transitions().stream()
        .filter(transition -> transition.state().equals("confirmed"))
        .map(Transition::at)
        .map(Instant::parse)
        .findFirst();
  }

  /** The shop's leaking Deployment under another name. */
  private static Deployment leaky(String name) throws IOException {
    try (InputStream yaml =
        Files.newInputStream(Repository.path("e2e/workloads/k8s/checkout-leaky.yaml"))) {
      Deployment deployment =
          Cluster.CLIENT.load(yaml).items().stream()
              .filter(Deployment.class::isInstance)
              .map(Deployment.class::cast)
              .findFirst()
              .orElseThrow();
      Map<String, String> labels = Map.of("app.kubernetes.io/name", name);
      deployment.getMetadata().setName(name);
      deployment.getMetadata().setNamespace(NAMESPACE.name());
      deployment.getSpec().getSelector().setMatchLabels(labels);
      deployment.getSpec().getTemplate().getMetadata().setLabels(labels);
      return deployment;
    }
  }
}
