package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods as people write them. */
final class Pods {
  static final AgentSettings SETTINGS =
      new AgentSettings(
          "0.2.0",
          "memory-system/agent:0.2.0",
          "IfNotPresent",
          List.of(),
          "http://collector.memory-system.svc:4318",
          15,
          resources("{requests: {cpu: 10m, memory: 32Mi}, limits: {cpu: 500m, memory: 64Mi}}"));

  private Pods() {}

  /**
   * @param spec YAML of the spec, flow style
   */
  static Pod pod(String spec) {
    return pod("{name: orders-1}", spec);
  }

  static Pod pod(String metadata, String spec) {
    return Serialization.unmarshal(
        "apiVersion: v1\nkind: Pod\nmetadata: %s\nspec: %s\n".formatted(metadata, spec), Pod.class);
  }

  static ResourceRequirements resources(String yaml) {
    return Serialization.unmarshal("# YAML\n" + yaml, ResourceRequirements.class);
  }

  static ResourceRequirements noResources() {
    return new ResourceRequirementsBuilder().build();
  }

  static Container container(Pod pod, String name) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> container.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Literal values by name, the last of several. */
  static Map<String, String> env(Container container) {
    Map<String, String> env = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      env.put(
          variable.getName(),
          variable.getValueFrom() == null
              ? String.valueOf(variable.getValue())
              : variable.getValueFrom().getFieldRef() == null
                  ? "valueFrom"
                  : "field " + variable.getValueFrom().getFieldRef().getFieldPath());
    }
    return env;
  }
}
