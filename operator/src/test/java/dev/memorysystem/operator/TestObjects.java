package dev.memorysystem.operator;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.injection.AgentSettings;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** What users of a cluster create, as small as it can be. */
public final class TestObjects {
  public static final Map<String, String> LABELLED =
      Map.of("memory-system.dev/injection", "enabled");

  private TestObjects() {}

  public static Namespace namespace(String name, Map<String, String> labels) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  /** From now on the namespace's new pods reach the webhook. */
  public static void label(KubernetesClient client, String namespace) {
    client
        .namespaces()
        .withName(namespace)
        .edit(
            before ->
                new NamespaceBuilder(before)
                    .editMetadata()
                    .addToLabels(LABELLED)
                    .endMetadata()
                    .build());
  }

  /**
   * @param spec YAML
   */
  public static MemoryProfile profile(String namespace, String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: memory-system.dev/v1alpha1
        kind: MemoryProfile
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
            .formatted(name, namespace, spec),
        MemoryProfile.class);
  }

  /** With the ServiceAccount that an API server sets, unless told not to as the tests' is. */
  public static PodBuilder pod(String namespace, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName("default")
        .addNewContainer()
        .withName("app")
        .withImage("orders:1")
        .endContainer()
        .endSpec();
  }

  /**
   * @param kind of the controller that made it, in apps/v1
   */
  public static PodBuilder owned(PodBuilder pod, String kind, String name, String uid) {
    return pod.editMetadata()
        .addNewOwnerReference()
        .withApiVersion("apps/v1")
        .withKind(kind)
        .withName(name)
        .withUid(uid)
        .withController(true)
        .endOwnerReference()
        .endMetadata();
  }

  /** As without identity. */
  public static AgentSettings agentSettings() {
    return new AgentSettings(
        "0.2.0",
        "memory-system/agent:0.2.0",
        "IfNotPresent",
        List.of(),
        "http://collector:4318",
        15,
        new ResourceRequirements());
  }
}
