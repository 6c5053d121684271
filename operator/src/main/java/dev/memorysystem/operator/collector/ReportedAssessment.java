package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.memorysystem.crd.Workload;

/**
 * What the detectors say of a workload as a whole.
 *
 * @param verdict {@code leak}, {@code no-leak} or {@code insufficient}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedAssessment(Workload workload, String verdict, String reason) {}
