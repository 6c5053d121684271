package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Warnings;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Injection makes no pod less secure: what a level of Pod Security admits it admits with the agent
 * in, and warns of nothing that is ours.
 */
@ClusterTest
@Order(22)
final class PodSecurityE2E {
  @RegisterExtension static final TestNamespace RESTRICTED = TestNamespace.labelled("restricted");

  /** Warns of what "restricted" would refuse. */
  @RegisterExtension
  static final TestNamespace BASELINE = TestNamespace.labelled("baseline").enforcing("baseline");

  @BeforeAll
  static void awaitInjection() {
    for (TestNamespace namespace : List.of(RESTRICTED, BASELINE)) {
      namespace.createProfile("all");
      namespace.awaitAdmission(true);
    }
  }

  @Test
  void aRestrictedPodIsInjectedWithoutAWarning() {
    for (TestNamespace namespace : List.of(RESTRICTED, BASELINE)) {
      Warnings.Answer<Pod> answer = Warnings.dryRun(namespace.name(), restricted());

      assertThat(Cluster.injected(answer.created())).isTrue();
      assertThat(answer.warnings()).isEmpty();
    }
  }

  @Test
  void aBaselinePodIsWarnedOfForNothingButItsOwn() {
    Pod without = asRoot("without");
    without.getMetadata().getAnnotations().put("memory-system.dev/inject", "false");

    Warnings.Answer<Pod> injected = Warnings.dryRun(BASELINE.name(), asRoot("injected"));
    Warnings.Answer<Pod> notInjected = Warnings.dryRun(BASELINE.name(), without);

    assertThat(Cluster.injected(injected.created())).isTrue();
    assertThat(Cluster.injected(notInjected.created())).isFalse();
    assertThat(violations(injected)).isEqualTo(violations(notInjected)).hasSize(1);
  }

  @Test
  void aBaselinePodThatRunsAsRootReports() {
    BASELINE.create(asRoot("root"));

    assertThat(Cluster.injected(BASELINE.awaitReady("root"))).isTrue();
    Processes.awaitReporting(BASELINE.name(), "root", 1);
  }

  /** What is violated, without the containers that do, in parentheses. */
  private static List<String> violations(Warnings.Answer<Pod> answer) {
    return answer.warnings().stream()
        .map(warning -> warning.replaceAll("\\([^)]*\\)", ""))
        .toList();
  }

  private static Pod restricted() {
    return Workloads.pod("restricted", Workloads.podSpec(Workloads.javaService("app").build()));
  }

  private static Pod asRoot(String name) {
    Container root =
        Workloads.javaService("app")
            .withSecurityContext(new SecurityContextBuilder().withRunAsUser(0L).build())
            .build();
    return Workloads.pod(name, Workloads.podSpec(root));
  }
}
