package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that the agents of one pod are asked to do, once in the life of a process.
 *
 * @param longestPause absent: overhead.longestPause, which it never exceeds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Directive(
    @JsonPropertyDescription(
            "A name of your choice, by which status.directives tells what became of it. Under"
                + " another name the same is done again.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "directives: id must consist of lower-case letters, digits and -")
        String id,
    @JsonPropertyDescription(
            "ClassCensus: objects and bytes by class, in one pause. StackSamples: who runs, sampled"
                + " for a while. HeapDump: the heap as a file in the folder that the container's"
                + " variable MEMORY_SYSTEM_DUMPS names, without the contents of strings and"
                + " numbers; not again by processes that start later, as long as it is there.")
        @Required
        DirectiveKind kind,
    @JsonPropertyDescription("Name of the pod.") @Required @Size(min = 1, max = 253) String pod,
    @JsonPropertyDescription("Name of its container; absent: every one that has an agent.")
        @Size(max = 63)
        @Nullable String container,
    @JsonPropertyDescription(
            "Longest pause of the application, such as 200ms; absent: overhead.longestPause. The"
                + " agent predicts the pause and refuses what would take longer, and never allows"
                + " more than the pod was started with, but for a HeapDump where it names a folder.")
        @Size(max = 32)
        @ValidationRule(
            value = "self.matches('^[1-9][0-9]{0,4}(ms|s)$')",
            message =
                "directives: longestPause must be a whole number with its unit ms or s, such as"
                    + " 200ms")
        @Nullable String longestPause,
    @JsonPropertyDescription(
            "The most that it may write, a quantity such as 2Gi; absent: 1Gi. What would be larger"
                + " is refused.")
        @Size(max = 32)
        @ValidationRule(
            value = "isQuantity(self)",
            message = "directives: maxSize must be a quantity of bytes with its unit, such as 2Gi")
        @Nullable String maxSize,
    @JsonPropertyDescription("How long stacks are sampled, such as 30s; absent: 30s.")
        @Size(max = 32)
        @ValidationRule(
            value = "self.matches('^[1-9][0-9]{0,4}(s|m)$')",
            message =
                "directives: duration must be a whole number with its unit s or m, such as 30s")
        @Nullable String duration) {

  /** {@link #longestPause()}, where it says one. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(longestPause).map(Durations::parse);
  }

  /** {@link #maxSize()} in whole bytes, where it says one. */
  public Optional<Long> maxBytes() {
    return Optional.ofNullable(maxSize)
        .map(text -> Quantity.getAmountInBytes(Quantity.parse(text)))
        .map(bytes -> bytes.setScale(0, RoundingMode.DOWN).longValue());
  }

  /** {@link #duration()}, where it says one. */
  public Optional<Duration> lasts() {
    return Optional.ofNullable(duration).map(Durations::parse);
  }
}
