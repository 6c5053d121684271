package dev.memorysystem.operator.webhook;

import java.time.Duration;

/**
 * Answers reviews of a made-up pod before the first real one: a cold virtual machine on a busy node
 * takes longer for its first answer than the API server waits.
 */
final class WarmUp {
  /** The second answer is ten times as fast as the first; more than this gains little. */
  private static final int REVIEWS = 20;

  private static final Duration AT_MOST = Duration.ofSeconds(5);

  private static final String REVIEW =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {
        "uid": "warm-up", "namespace": "warm-up", "operation": "CREATE", "dryRun": true,
        "resource": {"group": "", "version": "v1", "resource": "pods"},
        "object": {"kind": "Pod", "apiVersion": "v1",
          "metadata": {"generateName": "warm-up-", "annotations": {"memory-system.dev/inject": "true"},
            "labels": {"app": "warm-up", "pod-template-hash": "5d8f"},
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "warm-up-5d8f",
              "uid": "1", "controller": true}]},
          "spec": {"serviceAccountName": "default", "securityContext": {"runAsNonRoot": true},
            "volumes": [{"name": "token", "projected": {"sources": [
              {"serviceAccountToken": {"path": "token"}}, {"configMap": {"name": "ca"}}]}}],
            "initContainers": [{"name": "first", "image": "image"}],
            "containers": [{"name": "app", "image": "image",
              "env": [{"name": "JAVA_TOOL_OPTIONS", "value": "-Xmx1g"},
                {"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}],
              "resources": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "1Gi"}},
              "ports": [{"containerPort": 8080}],
              "livenessProbe": {"httpGet": {"path": "/", "port": 8080}},
              "volumeMounts": [{"name": "token", "mountPath": "/token"}]}],
            "tolerations": [{"key": "k", "operator": "Exists"}]}}}}""";

  private WarmUp() {}

  static void run(Admission admission) throws Admission.NotAReview {
    long end = System.nanoTime() + AT_MOST.toNanos();
    for (int i = 0; i < REVIEWS && System.nanoTime() < end; i++) {
      admission.answer(REVIEW);
    }
  }
}
