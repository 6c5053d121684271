package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A label set by mistake injects nothing into what the cluster itself, or we, run on. */
@ClusterTest
@Order(45)
final class SystemNamespacesE2E {
  @RegisterExtension static final TestNamespace CONTROL = TestNamespace.plain("control");

  @ParameterizedTest
  @ValueSource(
      strings = {"kube-system", "kube-public", "kube-node-lease", Cluster.INSTALL_NAMESPACE})
  void aLabelledSystemNamespaceIsNotInjected(String namespace) {
    Optional<String> before = label(namespace, Optional.of("enabled"));
    try {
      // the API server sees labels in the order they were set: the later one is in force
      CONTROL.setLabelled(true);
      CONTROL.awaitAdmission(true);

      Pod pod = Cluster.CLIENT.resource(restricted()).inNamespace(namespace).dryRun().create();

      assertThat(Cluster.injected(pod)).isFalse();
      assertThat(pod.getSpec().getInitContainers()).isEmpty();
    } finally {
      label(namespace, before);
      CONTROL.setLabelled(false);
      CONTROL.awaitAdmission(false);
    }
  }

  private static Pod restricted() {
    return Workloads.pod("not-injected", Workloads.podSpec(Workloads.javaService("app").build()));
  }

  /** Sets or removes the label, and returns the value it had. */
  private static Optional<String> label(String namespace, Optional<String> value) {
    var resource = Cluster.CLIENT.namespaces().withName(namespace);
    Optional<String> before =
        Optional.ofNullable(resource.get().getMetadata().getLabels().get(Cluster.INJECTION_LABEL));
    resource.edit(
        edited -> {
          Map<String, String> labels = edited.getMetadata().getLabels();
          value.ifPresentOrElse(
              given -> labels.put(Cluster.INJECTION_LABEL, given),
              () -> labels.remove(Cluster.INJECTION_LABEL));
          return edited;
        });
    return before;
  }
}
