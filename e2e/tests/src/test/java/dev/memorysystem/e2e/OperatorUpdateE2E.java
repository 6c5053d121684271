package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.TestNamespace;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rolling update of the operator, of the leader too, while pods are created all the time. */
@ClusterTest
@Order(45)
final class OperatorUpdateE2E {
  @RegisterExtension
  static final TestNamespace NAMESPACE = TestNamespace.labelled("operator-update");

  @Test
  void noPodMissesTheWebhookAndTheLeadGoesOver() throws InterruptedException {
    NAMESPACE.awaitAdmission(true);
    String leader = Operator.leader();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger injected = new AtomicInteger();
    Queue<String> missed = new ConcurrentLinkedQueue<>();
    Thread load =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!ended.get()) {
                    try {
                      if (Cluster.injected(NAMESPACE.dryRunPod())) {
                        injected.incrementAndGet();
                      } else {
                        missed.add("pod " + injected.get() + " was not injected");
                      }
                    } catch (RuntimeException e) {
                      missed.add(String.valueOf(e.getMessage()));
                    }
                  }
                });
    try {
      Operator.update();
    } finally {
      ended.set(true);
      load.join();
    }

    assertThat(missed).isEmpty();
    assertThat(injected).hasPositiveValue();
    Operator.awaitLeaderOtherThan(leader);
    NAMESPACE.createProfile("all");
  }
}
