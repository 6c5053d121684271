package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody answers the webhook: pods start all the same, and later somebody says so. */
@ClusterTest
@Order(50)
final class WebhookDownE2E {
  private static final PodSpec SPEC = Workloads.podSpec(Workloads.javaService("app").build());

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("webhook-down");

  @BeforeEach
  void down() {
    NAMESPACE.createProfile("all");
    Operator.stop();
  }

  @AfterEach
  void up() {
    Operator.start();
  }

  @Test
  void podsStartAndAreListedAsNotInjected() {
    NAMESPACE.create(Workloads.pod("missed", SPEC));
    Pod missed = NAMESPACE.awaitReady("missed");
    assertThat(Cluster.injected(missed)).isFalse();

    Operator.start();

    MemoryProfileStatus status =
        NAMESPACE.awaitStatus(
            "all", "lists the missed pod", current -> !current.uncovered().isEmpty());
    UncoveredPod listed = status.uncovered().getFirst();
    assertThat(listed.pod()).isEqualTo("missed");
    assertThat(listed.reason()).isEqualTo("WebhookMissed");
    assertThat(listed.message()).contains("restart it");
    await("an Event on the missed pod")
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> NAMESPACE.events("Pod", "missed").stream().map(Event::getReason).toList(),
            reasons -> reasons.contains("WebhookMissed"));
    assertThat(status.pods().matched()).isEqualTo(1);
    assertThat(status.pods().injected()).isZero();

    NAMESPACE.awaitAdmission(true);
    NAMESPACE.create(Workloads.pod("seen", SPEC));
    assertThat(Cluster.injected(NAMESPACE.awaitReady("seen"))).isTrue();
    NAMESPACE.awaitStatus(
        "all", "has the new pod reporting", current -> current.pods().reporting() == 1);
  }
}
