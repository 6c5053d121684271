package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.memorysystem.crd.Workload;
import java.util.List;
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
    @Nullable String podUid,
    @Nullable String agentVersion,
    @Nullable String agentState,
    @Nullable ReportedCost agentCost,
    List<ReportedDirective> directives) {
  public ReportedProcess {
    directives = directives == null ? List.of() : List.copyOf(directives);
  }

  /** One whose agent has said nothing of itself. */
  public ReportedProcess(
      String instanceId,
      @Nullable Workload workload,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String pod,
      @Nullable String podUid) {
    this(instanceId, workload, status, reason, pod, podUid, null, null, null, List.of());
  }

  public boolean reports() {
    return status == null || status.equals("reporting");
  }
}
