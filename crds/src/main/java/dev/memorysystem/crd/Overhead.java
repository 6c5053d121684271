package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an agent may cost inside a pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overhead(
    @JsonPropertyDescription("CPU of one process' agent, in percent of one core.")
        @Default("2")
        @ValidationRule(
            value = "self >= 0.1 && self <= 100.0",
            message = "overhead.cpuPercent must be between 0.1 and 100 (percent of one core)")
        Double cpuPercent,
    @JsonPropertyDescription("Memory of one process' agent, a quantity such as 50Mi.")
        @Default("50Mi")
        @Size(max = 32)
        @ValidationRule(
            value = "isQuantity(self)",
            message = "overhead.memory must be a quantity of memory with its unit, such as 50Mi")
        @ValidationRule(
            value =
                "!isQuantity(self) || (quantity(self).compareTo(quantity('8Mi')) >= 0 &&"
                    + " quantity(self).compareTo(quantity('1Gi')) <= 0)",
            message = "overhead.memory must be between 8Mi and 1Gi")
        String memory,
    @JsonPropertyDescription(
            "Longest pause of the application an agent may cause, a duration such as 200ms. What"
                + " would take longer is not done, and the finding says so. Below 5ms no stacks are"
                + " sampled but on a directive.")
        @Default("200ms")
        @Size(max = 32)
        @ValidationRule(
            value = "self.matches('^[1-9][0-9]{0,4}(ms|s)$')",
            message =
                "overhead.longestPause must be a whole number with its unit ms or s, such as 200ms")
        @ValidationRule(
            value = "!self.matches('^[1-9][0-9]{0,4}(ms|s)$') || duration(self) <= duration('10s')",
            message = "overhead.longestPause must not be longer than 10s")
        String longestPause,
    @JsonPropertyDescription(
            "The part of cpuPercent that sampling allocations may take, in percent of one core;"
                + " absent: 0.3, the most it takes. Reaches running pods.")
        @ValidationRule(
            value = "self >= 0.01 && self <= 0.3",
            message =
                "overhead.samplingCpuPercent must be between 0.01 and 0.3 (percent of one core);"
                    + " capture.allocationSites: Never switches it off")
        @Nullable Double samplingCpuPercent,
    @JsonPropertyDescription(
            "The part of cpuPercent that walks of the heap may take, in percent of one core;"
                + " absent: 0.3, the most they take. Reaches running pods.")
        @ValidationRule(
            value = "self >= 0.01 && self <= 0.3",
            message =
                "overhead.walkCpuPercent must be between 0.01 and 0.3 (percent of one core);"
                    + " capture.retainedPaths: Never switches them off")
        @Nullable Double walkCpuPercent) {
  public static final Overhead DEFAULT = new Overhead(2.0, "50Mi", "200ms");

  /** With the agents' own shares for sampling and walks. */
  public Overhead(Double cpuPercent, String memory, String longestPause) {
    this(cpuPercent, memory, longestPause, null, null);
  }

  public Overhead {
    cpuPercent = cpuPercent == null ? 2.0 : cpuPercent;
    memory = memory == null ? "50Mi" : memory;
    longestPause = longestPause == null ? "200ms" : longestPause;
  }

  /** {@link #memory()} in whole mebibytes, rounded down. */
  public int memoryMebibytes() {
    return Quantity.getAmountInBytes(Quantity.parse(memory))
        .divideToIntegralValue(BigDecimal.valueOf(1024L * 1024))
        .intValueExact();
  }

  /** {@link #longestPause()} as a duration. */
  public Duration pause() {
    return Durations.parse(longestPause);
  }
}
