package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What keeps the leaking objects, by its size then and now. Times are RFC 3339. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrowingContainer(
    @JsonPropertyDescription("Its class.") String type,
    @JsonPropertyDescription("Where the path to it begins: static, thread_local, thread, …")
        @Nullable String root,
    @JsonPropertyDescription("Class of most of its elements or values.")
        @Nullable String elementType,
    @JsonPropertyDescription("Elements when a walk of the heap first saw it.")
        @Nullable Long firstElements,
    @JsonPropertyDescription("When that was.") @Nullable String firstAt,
    @JsonPropertyDescription("Elements at the newest walk.") long elements,
    @JsonPropertyDescription("When that was.") @Nullable String at) {}
