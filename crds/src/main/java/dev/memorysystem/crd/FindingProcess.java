package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One start of one process. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingProcess(
    @JsonPropertyDescription("New for every start.") String instanceId,
    @Nullable String pod,
    @Nullable String podUid,
    @Nullable String node,
    @Nullable Long pid,
    @Nullable String runtime,
    @Nullable String image,
    @Nullable String revision,
    @JsonPropertyDescription("RFC 3339.") @Nullable String startedAt) {}
