package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.memorysystem.crd.Workload;
import org.jspecify.annotations.Nullable;

/**
 * A process as the collector's stream tells of it.
 *
 * @param status {@code reporting}, {@code silent} or {@code stopped}
 * @param reason why it does not report, or what its agent cannot do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedProcess(
    String instanceId,
    @Nullable Workload workload,
    @Nullable String status,
    @Nullable String reason,
    @Nullable String pod,
    @Nullable String podUid) {

  public boolean reports() {
    return status == null || status.equals("reporting");
  }
}
