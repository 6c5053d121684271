package dev.memorysystem.operator.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class FactsTest {
  @Test
  void podsThatMayReportAreToldWhateverBecomesOfTheirNamespace() {
    assertThat(Facts.mayReport(pod("annotations: {memory-system.dev/injected: 0.1.0}", "{}")))
        .isTrue();
    assertThat(Facts.mayReport(pod("", token("memory-system")))).isTrue();
    assertThat(Facts.mayReport(pod("", token("https://kubernetes.default.svc")))).isFalse();
    assertThat(Facts.mayReport(pod("", "{containers: [], volumes: [{emptyDir: {}}]}"))).isFalse();
  }

  private static String token(String audience) {
    return "{volumes: [{projected: {sources: [{downwardAPI: {}}, {serviceAccountToken: {audience: '%s'}}]}}]}"
        .formatted(audience);
  }

  private static Pod pod(String metadata, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: orders, %s}
        spec: %s
        """
            .formatted(metadata, spec),
        Pod.class);
  }
}
