package dev.memorysystem.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatePodTest {
  /** As at admission, so that the plan is what the webhook will do. */
  @ParameterizedTest
  @CsvSource({"'',web,default", "'',default,default", "web,default,web", "'','',''"})
  void itNamesTheServiceAccountThatTheApiServerWould(
      String template, String sample, String expected) {
    Deployment deployment =
        Serialization.unmarshal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, namespace: shop}
            spec: {template: {spec: %s}}
            """
                .formatted(spec(template)),
            Deployment.class);
    Pod running =
        Serialization.unmarshal(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: orders-1, namespace: shop}\nspec: %s\n"
                .formatted(spec(sample)),
            Pod.class);

    Pod pod = TemplatePod.of(ManagedWorkload.of(deployment), running);

    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo(expected);
  }

  private static String spec(String serviceAccount) {
    return "{serviceAccountName: '%s', containers: [{name: app}]}".formatted(serviceAccount);
  }
}
