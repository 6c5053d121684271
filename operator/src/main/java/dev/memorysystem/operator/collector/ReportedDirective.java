package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What became of a directive in a process.
 *
 * @param id the profile's name, /, and that of the directive in it
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param at RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedDirective(
    String id, String outcome, @Nullable String reason, @Nullable String at) {}
