package dev.memorysystem.operator.rollout;

import dev.memorysystem.operator.TestObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A namespace of a real API server in which the test does what controllers and kubelets would. */
final class Namespace {
  private final KubernetesClient client;
  final String name;

  Namespace(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
    client.resource(TestObjects.namespace(name, Map.of())).create();
  }

  /** From now on new pods reach the webhook. */
  Namespace label() {
    TestObjects.label(client, name);
    return this;
  }

  /**
   * Two pods of it run and it is settled.
   *
   * @param spec beside replicas, selector and template, YAML
   * @param container beside name and image, YAML
   */
  Deployment deployment(String workload, String spec, String container) {
    Deployment deployment =
        client
            .resource(
                Serialization.unmarshal(
                    yaml("Deployment", workload, spec, container), Deployment.class))
            .create();
    pods(deployment, deployment.getSpec().getTemplate(), "before", true);
    settle(workload);
    return deployment(workload);
  }

  Deployment deployment(String workload) {
    return client.apps().deployments().inNamespace(name).withName(workload).get();
  }

  /** The controller's part in a restart, all of it. */
  void finish(String workload, String hash) {
    Deployment deployment = deployment(workload);
    List<Pod> before = pods();
    pods(deployment, deployment.getSpec().getTemplate(), hash, true);
    before.stream()
        .filter(pod -> workload.equals(pod.getMetadata().getLabels().get("app")))
        .forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
    settle(workload);
  }

  void settle(String workload) {
    status(workload, 2, "True", "NewReplicaSetAvailable");
  }

  /** New pods do not get ready. */
  void exceedDeadline(String workload) {
    status(workload, 1, "False", "ProgressDeadlineExceeded");
  }

  private void status(String workload, int updated, String progressing, String reason) {
    client
        .apps()
        .deployments()
        .inNamespace(name)
        .withName(workload)
        .editStatus(
            it ->
                new DeploymentBuilder(it)
                    .withNewStatus()
                    .withObservedGeneration(it.getMetadata().getGeneration())
                    .withReplicas(2)
                    .withUpdatedReplicas(updated)
                    .withReadyReplicas(2)
                    .withAvailableReplicas(2)
                    .addNewCondition()
                    .withType("Progressing")
                    .withStatus(progressing)
                    .withReason(reason)
                    .endCondition()
                    .endStatus()
                    .build());
  }

  StatefulSet statefulSet(String workload, String spec) {
    StatefulSet set =
        client
            .resource(
                Serialization.unmarshal(yaml("StatefulSet", workload, spec, ""), StatefulSet.class))
            .create();
    pods(set, set.getSpec().getTemplate(), "", true);
    statefulSetStatus(workload, "r1", "r1", 2);
    return statefulSet(workload);
  }

  StatefulSet statefulSet(String workload) {
    return client.apps().statefulSets().inNamespace(name).withName(workload).get();
  }

  void statefulSetStatus(String workload, String current, String update, int available) {
    client
        .apps()
        .statefulSets()
        .inNamespace(name)
        .withName(workload)
        .editStatus(
            it ->
                new StatefulSetBuilder(it)
                    .withNewStatus()
                    .withObservedGeneration(it.getMetadata().getGeneration())
                    .withReplicas(2)
                    .withUpdatedReplicas(current.equals(update) ? 2 : 1)
                    .withReadyReplicas(available)
                    .withAvailableReplicas(available)
                    .withCurrentRevision(current)
                    .withUpdateRevision(update)
                    .endStatus()
                    .build());
  }

  PodDisruptionBudget budget(String workload, int allowed) {
    client
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(name)
                .withName(workload)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", workload)
                .endSelector()
                .withMaxUnavailable(new IntOrString(1))
                .endSpec()
                .build())
        .create();
    return allow(workload, allowed);
  }

  PodDisruptionBudget allow(String workload, int allowed) {
    return client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(name)
        .withName(workload)
        .editStatus(
            it ->
                new PodDisruptionBudgetBuilder(it)
                    .withNewStatus()
                    .withObservedGeneration(it.getMetadata().getGeneration())
                    .withDisruptionsAllowed(allowed)
                    .withCurrentHealthy(2)
                    .withDesiredHealthy(1)
                    .withExpectedPods(2)
                    .endStatus()
                    .build());
  }

  List<Pod> pods() {
    return client.pods().inNamespace(name).list().getItems();
  }

  /** Pod 0 and 1 of a workload. */
  void pods(HasMetadata owner, PodTemplateSpec template, String hash, boolean ready) {
    for (int i = 0; i < 2; i++) {
      pod(owner, template, hash, i, ready);
    }
  }

  Pod pod(HasMetadata owner, PodTemplateSpec template, String hash, int number, boolean ready) {
    boolean deployed = owner.getKind().equals("Deployment");
    String owning = owner.getMetadata().getName() + (deployed ? "-" + hash : "");
    PodBuilder pod =
        TestObjects.owned(
            new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withNamespace(name)
                .withName(owning + "-" + number)
                .endMetadata()
                .withSpec(template.getSpec()),
            deployed ? "ReplicaSet" : owner.getKind(),
            owning,
            UUID.randomUUID().toString());
    if (deployed) {
      pod.editMetadata().addToLabels(Map.of("pod-template-hash", hash)).endMetadata();
    }
    Pod created = client.resource(pod.build()).create();
    return client
        .resource(created)
        .editStatus(
            it ->
                new PodBuilder(it)
                    .withNewStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus(ready ? "True" : "False")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private String yaml(String kind, String workload, String spec, String container) {
    return """
    apiVersion: apps/v1
    kind: %s
    metadata: {name: %s, namespace: %s}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %s}}
      %s
      template:
        metadata: {labels: {app: %s}}
        spec:
          serviceAccountName: default
          containers:
            - name: app
              image: orders:1
              %s
    """
        .formatted(kind, workload, name, workload, spec, workload, container);
  }
}
