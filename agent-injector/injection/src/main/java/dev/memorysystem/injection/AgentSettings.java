package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;

/**
 * What the operator's own configuration says about agents, the same for all pods.
 *
 * @param version of the agent, written to {@link Names#INJECTED}
 * @param image with the agent's files and {@code /install}
 * @param pullSecrets names of Secrets in the pod's namespace
 * @param endpoint base URL of OTLP/HTTP
 * @param intervalSeconds between two reports
 * @param resources of the init container; requests and limits of cpu and memory
 */
public record AgentSettings(
    String version,
    String image,
    String imagePullPolicy,
    List<String> pullSecrets,
    String endpoint,
    int intervalSeconds,
    ResourceRequirements resources) {
  public AgentSettings {
    pullSecrets = List.copyOf(pullSecrets);
  }
}
