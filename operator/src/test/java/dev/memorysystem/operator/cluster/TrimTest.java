package dev.memorysystem.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class TrimTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: orders
        namespace: shop
        uid: u
        labels: {app: orders, pod-template-hash: h}
        annotations:
          memory-system.dev/injected: 0.2.0
          kubectl.kubernetes.io/last-applied-configuration: '{"password":"hunter2"}'
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: orders-h, uid: r, controller: true}]
        managedFields: [{manager: kubelet, operation: Update, fieldsType: FieldsV1, fieldsV1: {'f:status': {}}}]
      spec:
        nodeName: node-1
        containers:
          - name: app
            image: orders:1
            ports: [{containerPort: 8080}]
            livenessProbe: {httpGet: {path: /, port: 8080}}
            env:
              - {name: PASSWORD, value: hunter2}
              - {name: MEMORY_SYSTEM_INTERVAL, value: '15'}
              - {name: JAVA_TOOL_OPTIONS, value: '-javaagent:/memory-system/java/memory-system-agent.jar'}
            resources: {limits: {memory: 1Gi}}
      status:
        phase: Running
        conditions: [{type: Ready, status: 'True'}]
        initContainerStatuses:
          - name: memory-system-agent
            state: {terminated: {exitCode: 1, message: no space left}}
        containerStatuses:
          - name: app
            imageID: sha256:1
            restartCount: 2
            state: {running: {startedAt: '2026-01-01T10:00:00Z'}}
            lastState: {terminated: {reason: OOMKilled, finishedAt: '2026-01-01T09:59:00Z', message: hunter2}}
      """;

  @Test
  void aPodKeepsWhatTheOperatorReadsAndNothingSecret() {
    Pod pod = Serialization.unmarshal(POD, Pod.class);

    Trim.pod(pod);

    assertThat(Serialization.asJson(pod))
        .doesNotContain("hunter2", "managedFields\":[{", "livenessProbe", "8080");
    assertThat(pod.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(pod.getMetadata().getLabels()).hasSize(2);
    assertThat(pod.getMetadata().getAnnotations()).containsOnlyKeys("memory-system.dev/injected");
    assertThat(pod.getSpec().getNodeName()).isEqualTo("node-1");
    assertThat(pod.getSpec().getContainers().getFirst())
        .satisfies(
            container -> {
              assertThat(container.getEnv())
                  .extracting(EnvVar::getName)
                  .containsExactly("MEMORY_SYSTEM_INTERVAL", "JAVA_TOOL_OPTIONS");
              assertThat(container.getResources().getLimits()).containsKey("memory");
            });
    assertThat(pod.getStatus().getConditions()).hasSize(1);
    assertThat(pod.getStatus().getInitContainerStatuses().getFirst())
        .returns("no space left", status -> status.getState().getTerminated().getMessage());
    assertThat(pod.getStatus().getContainerStatuses().getFirst())
        .satisfies(
            status -> {
              assertThat(status.getRestartCount()).isEqualTo(2);
              assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
              assertThat(status.getState().getRunning().getStartedAt()).isNotNull();
            });
  }
}
