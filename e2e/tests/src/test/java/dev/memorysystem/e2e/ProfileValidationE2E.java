package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server refuses what makes no sense, in words that say what does. */
@ClusterTest
@Order(10)
final class ProfileValidationE2E {
  private static final int UNPROCESSABLE = 422;

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.plain("validation");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {detection: {minimumConfidence: 1.5}} | detection.minimumConfidence must be between 0 and 1
          {detection: {horizon: soon}}          | detection.horizon must be a whole number with its unit d, h or m, such as 7d or 168h
          {overhead: {cpuPercent: 0}}           | overhead.cpuPercent must be between 0.1 and 100 (percent of one core)
          {overhead: {memory: plenty}}          | overhead.memory must be a quantity of memory with its unit, such as 50Mi
          {overhead: {memory: 4Gi}}             | overhead.memory must be between 8Mi and 1Gi
          {overhead: {longestPause: 1h}}        | overhead.longestPause must be a whole number with its unit ms or s, such as 200ms
          {overhead: {longestPause: 60s}}       | overhead.longestPause must not be longer than 10s
          {ignore: [{id: heap-1}, {id: heap-1}]} | ignore: the same finding id is listed twice
          {capture: {retainedPaths: Sometimes}} | supported values: "Always", "Never", "OnSuspicion"
          {agents: {java: {enabled: maybe}}}    | spec.agents.java.enabled
          """)
  void aWrongProfileIsRefusedInWords(String spec, String message) {
    assertThatThrownBy(() -> NAMESPACE.create(profile("wrong", spec)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(UNPROCESSABLE);
              assertThat(refusal.getMessage()).contains(message);
            });
    assertThat(NAMESPACE.profile("wrong").get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{selector: {matchLabels: {app: checkout}}, detection: {minimumConfidence: 0.9, horizon: 36h},"
            + " overhead: {cpuPercent: 1, memory: 64Mi, longestPause: 100ms},"
            + " capture: {allocationSites: Always, retainedPaths: Never}, rollout: Never,"
            + " ignore: [{id: heap-1, reason: known}]}"
      })
  void aRightProfileIsTaken(String spec) {
    GenericKubernetesResource taken = NAMESPACE.create(profile("right", spec));

    assertThat(taken.<String>get("spec", "detection", "horizon")).isIn("7d", "36h");
    NAMESPACE.delete(taken);
  }

  private static GenericKubernetesResource profile(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: memory-system.dev/v1alpha1
        kind: MemoryProfile
        metadata: {name: %s}
        spec: %s
        """
            .formatted(name, spec),
        GenericKubernetesResource.class);
  }
}
