package dev.memorysystem.operator.circuit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Pods with what the webhook and the kubelet write. */
final class Yaml {
  static final String IMAGE = "memory-system/agent:0.2.0";

  private Yaml() {}

  /** A pod that carries the agent, of the Deployment web. */
  static Pod injected(String name, String status) {
    return pod(
        name,
        "memory-system.dev/injected: 0.2.0",
        "initContainers: [{name: memory-system-agent, image: '%s'}], ".formatted(IMAGE),
        status);
  }

  /** One without, of the same Deployment. */
  static Pod plain(String name, String status) {
    return pod(name, "", "", status);
  }

  /** One that was spared as it crashed with the agent. */
  static Pod spared(String name, String image, String status) {
    return pod(
        name,
        "memory-system.dev/skipped: app=CrashesWithAgent, memory-system.dev/spared: '%s'"
            .formatted(image),
        "",
        status);
  }

  static Pod install(String name, String state) {
    return injected(
        name, "{initContainerStatuses: [{name: memory-system-agent, state: %s}]}".formatted(state));
  }

  private static Pod pod(String name, String annotations, String init, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: shop, uid: uid-%1$s, annotations: {%2$s},
          labels: {pod-template-hash: 5d8f},
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d8f, uid: rs, controller: true}]}
        spec: {%3$s containers: [{name: app}]}
        status: %4$s
        """
            .formatted(name, annotations, init, status),
        Pod.class);
  }
}
