package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agents of a profile's pods are, and what they cost.
 *
 * @param versions the one with most processes first, at most {@link #MAX_VERSIONS}
 * @param degraded at most {@link #MAX_DEGRADED}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentsStatus(
    @JsonPropertyDescription("Versions of the agents that report; at most 10.")
        List<AgentVersion> versions,
    @JsonPropertyDescription("Agents that cannot do all they should, and why; at most 10.")
        List<DegradedAgent> degraded,
    @JsonPropertyDescription("CPU that agents take, as they measure it; absent while unknown.")
        @Nullable AgentCost cost) {
  public static final int MAX_VERSIONS = 10;
  public static final int MAX_DEGRADED = 10;

  public AgentsStatus {
    versions = versions == null ? List.of() : List.copyOf(versions);
    degraded = degraded == null ? List.of() : List.copyOf(degraded);
  }
}
