package dev.memorysystem.operator.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.PodWorkload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * What restarts ask of the API server. Every change of what runs is refused when the object changed
 * since.
 */
@Singleton
final class RolloutApi {
  private static final String MANAGER = "memory-system-operator";

  private final KubernetesClient client;

  RolloutApi(KubernetesClient client) {
    this.client = client;
  }

  /** Whether workloads of a kind can be restarted at all. */
  static boolean isRestartable(PodWorkload workload) {
    return switch (workload.kind()) {
      case "Deployment", "StatefulSet", "DaemonSet" -> true;
      default -> false;
    };
  }

  /** Empty when there is none of that name, or it is being deleted. */
  Optional<ManagedWorkload> find(String namespace, PodWorkload workload) {
    String name = workload.name();
    Optional<ManagedWorkload> found =
        switch (workload.kind()) {
          case "Deployment" ->
              Optional.ofNullable(
                      client.apps().deployments().inNamespace(namespace).withName(name).get())
                  .map(ManagedWorkload::of);
          case "StatefulSet" ->
              Optional.ofNullable(
                      client.apps().statefulSets().inNamespace(namespace).withName(name).get())
                  .map(ManagedWorkload::of);
          case "DaemonSet" ->
              Optional.ofNullable(
                      client.apps().daemonSets().inNamespace(namespace).withName(name).get())
                  .map(ManagedWorkload::of);
          default -> Optional.empty();
        };
    return found.filter(it -> it.object().getMetadata().getDeletionTimestamp() == null);
  }

  List<PodDisruptionBudget> budgets(String namespace) {
    return client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems();
  }

  /** What would become of a pod: quotas, Pod Security and everyone's webhooks have their say. */
  Pod dryRun(Pod pod) {
    return client.resource(pod).dryRun().create();
  }

  /** As {@code kubectl rollout restart} does it. */
  void restart(ManagedWorkload workload, Revision revision) {
    ObjectNode change = change(workload);
    template(change).put(Marks.ROLLOUT, revision.toString());
    patch(workload.object(), change);
  }

  /** The next pods come without the agent, and the failure is remembered. */
  void takeBack(ManagedWorkload workload, String revision) {
    ObjectNode change = change(workload);
    template(change).put(Names.INJECT, "false");
    change.withObject("/metadata/annotations").put(Marks.FAILED, revision);
    patch(workload.object(), change);
  }

  /** Its restart ended well: a fact that no later change of the workload makes untrue. */
  void noteEnd(ManagedWorkload workload, String revision) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.withObject("/metadata/annotations").put(Marks.ENDED, revision);
    patch(workload.object(), change);
  }

  void delete(Pod pod) {
    client.resource(pod).lockResourceVersion(pod.getMetadata().getResourceVersion()).delete();
  }

  private static ObjectNode change(ManagedWorkload workload) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change
        .withObject("/metadata")
        .put("resourceVersion", workload.object().getMetadata().getResourceVersion());
    return change;
  }

  private static ObjectNode template(ObjectNode change) {
    return change.withObject("/spec/template/metadata/annotations");
  }

  private void patch(HasMetadata object, ObjectNode change) {
    client
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(MANAGER)
                .build(),
            change.toString());
  }
}
