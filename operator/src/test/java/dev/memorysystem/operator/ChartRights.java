package dev.memorysystem.operator;

import dev.memorysystem.crd.Tools;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The roles and bindings that the chart gives the operator, as Helm renders them. */
final class ChartRights {
  private static final Path CHART = Path.of("../helm/memory-system");
  private static final String RIGHTS = "templates/operator/rbac.yaml";
  private static final String ROLLOUT_RIGHTS = "templates/operator/rbac-rollout.yaml";

  private ChartRights() {}

  /** With everything switched on that asks for a right. */
  static List<HasMetadata> all(KubernetesClient client) throws IOException, InterruptedException {
    return Stream.concat(
            rendered(client, RIGHTS, "agent.evictStuckPods=true").stream(),
            rendered(client, ROLLOUT_RIGHTS, "rollout.enabled=true").stream())
        .toList();
  }

  /** Those for restarts and evictions left out. */
  static List<HasMetadata> base(KubernetesClient client) throws IOException, InterruptedException {
    return rendered(client, RIGHTS, "agent.evictStuckPods=false");
  }

  private static List<HasMetadata> rendered(KubernetesClient client, String template, String value)
      throws IOException, InterruptedException {
    Process helm =
        new ProcessBuilder(
                Tools.find("HELM", "helm").orElseThrow(ChartRights::noHelm).toString(),
                "template",
                "memory-system",
                CHART.toString(),
                "--namespace",
                "memory-system",
                "--set",
                "identity.enabled=true," + value,
                "--show-only",
                template)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] yaml = helm.getInputStream().readAllBytes();
    if (helm.waitFor() != 0) {
      throw new IOException("helm template failed: see above");
    }
    return client.load(new ByteArrayInputStream(yaml)).items();
  }

  private static IOException noHelm() {
    return new IOException("needs helm: run `e2e/cluster/cluster tool helm` once");
  }

  static Stream<PolicyRule> rules(List<HasMetadata> rendered) {
    return rendered.stream()
        .flatMap(
            object ->
                switch (object) {
                  case ClusterRole role -> role.getRules().stream();
                  case Role role -> role.getRules().stream();
                  default -> Stream.of();
                });
  }
}
