package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** The agents, by language. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Agents(
    @JsonPropertyDescription("The agent for Java virtual machines.") @Default("{}") Agent java) {
  public static final Agents DEFAULT = new Agents(Agent.DEFAULT);

  public Agents {
    java = java == null ? Agent.DEFAULT : java;
  }
}
