package dev.memorysystem.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What injection adds to a pod's creation, as a client of the API server sees it: the same pod by
 * turns in a labelled and in a plain namespace, dry runs, so that only admission differs.
 */
@Tag("bench")
@Order(10)
final class AdmissionBench {
  private static final int RUNS = 7;
  private static final int PAIRS = 400;
  private static final int WARM_UP_PAIRS = 200;

  @RegisterExtension static final TestNamespace INJECTED = TestNamespace.labelled("bench-injected");
  @RegisterExtension static final TestNamespace PLAIN = TestNamespace.plain("bench-plain");

  private final Pod pod =
      Workloads.pod("probe", Workloads.podSpec(Workloads.javaService("app").build()));

  @Test
  void admission() {
    INJECTED.createProfile("all");
    INJECTED.awaitAdmission(true);
    for (int i = 0; i < WARM_UP_PAIRS; i++) {
      create(INJECTED);
      create(PLAIN);
    }
    List<Double> added = new ArrayList<>();
    List<Double> noise = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      List<Double> injected = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        injected.add(create(INJECTED));
        plain.add(create(PLAIN));
      }
      double usual = Spread.quantile(plain, 0.5);
      added.add(Spread.quantile(injected, 0.99) - usual);
      noise.add(Spread.quantile(plain, 0.99) - usual);
    }
    assertThat(Cluster.injected(INJECTED.dryRun(pod))).isTrue();
    Row.write(
        "admission",
        Row.lower(
            "admission added latency p99",
            "ms",
            25,
            8,
            Spread.of(added),
            Map.of("no webhook (plain namespace, p99 - p50)", Spread.of(noise))));
  }

  /** Milliseconds until the API server answered. */
  private double create(TestNamespace namespace) {
    long start = System.nanoTime();
    namespace.dryRun(pod);
    return (System.nanoTime() - start) / 1e6;
  }
}
