package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Optional;

/**
 * What the operator's own configuration says about agents, the same for all pods.
 *
 * @param version of the agent, written to {@link Names#INJECTED}
 * @param image with the agent's files and {@code /install}
 * @param pullSecrets names of Secrets in the pod's namespace
 * @param endpoint base URL of OTLP/HTTP; of no effect with an identity, which has its own
 * @param intervalSeconds between two reports
 * @param resources of the init container; requests and limits of cpu and memory
 * @param asksForIdentity whether the collector does: a pod without one could never report
 * @param identity empty where the collector asks for none, or its authorities are not known yet
 */
public record AgentSettings(
    String version,
    String image,
    String imagePullPolicy,
    List<String> pullSecrets,
    String endpoint,
    int intervalSeconds,
    ResourceRequirements resources,
    boolean asksForIdentity,
    Optional<AgentIdentity> identity) {
  public AgentSettings {
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** For a collector that asks for none. */
  public AgentSettings(
      String version,
      String image,
      String imagePullPolicy,
      List<String> pullSecrets,
      String endpoint,
      int intervalSeconds,
      ResourceRequirements resources) {
    this(
        version,
        image,
        imagePullPolicy,
        pullSecrets,
        endpoint,
        intervalSeconds,
        resources,
        false,
        Optional.empty());
  }

  /**
   * For a collector that asks for one.
   *
   * @param known empty while it is not
   */
  public AgentSettings withIdentity(Optional<AgentIdentity> known) {
    return new AgentSettings(
        version,
        image,
        imagePullPolicy,
        pullSecrets,
        endpoint,
        intervalSeconds,
        resources,
        true,
        known);
  }

  boolean lacksIdentity() {
    return asksForIdentity && identity.isEmpty();
  }
}
