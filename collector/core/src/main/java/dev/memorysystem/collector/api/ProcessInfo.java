package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process that reports or has reported: the JSON of {@code /api/v1/processes} and of {@code
 * process} events. Absent is unknown.
 *
 * @param instanceId service.instance.id: new for every start
 * @param status by the collector's clock
 * @param reason why it is not reporting, or what its agent says it cannot do
 * @param intervalSeconds seconds between two reports, at most {@link #LONGEST_INTERVAL}
 * @param agentVersion absent when the sender is not one of our agents
 * @param agentState what the agent last said of itself: started, running, degraded, stopped
 * @param sampler what samples allocations there: jvmti or jfr; absent when nothing does
 * @param plan ETag of the plan that its agent follows
 * @param directives what became of those it was given, oldest first, the newest few
 * @param rules what rules that change classes saw there; absent when none ran
 * @param running who worked there when stacks were sampled last; absent when they never were
 * @param grownClasses what grew there between the last two class censuses
 * @param firstSeen receipt of its first data, by the collector's clock; as {@code lastSeen}
 */
public record ProcessInfo(
    String instanceId,
    Workload workload,
    ProcessStatus status,
    @Nullable String reason,
    @Nullable String pod,
    @Nullable String podUid,
    @Nullable String node,
    @Nullable Long pid,
    @Nullable String runtime,
    @Nullable String image,
    @Nullable String revision,
    @Nullable Instant startedAt,
    @Nullable String agentVersion,
    @Nullable String agentState,
    double intervalSeconds,
    Instant firstSeen,
    Instant lastSeen,
    @Nullable ProcessMemory memory,
    @Nullable AgentCost agentCost,
    @Nullable String sampler,
    @Nullable String plan,
    List<DirectiveOutcome> directives,
    @Nullable RuleFindings rules,
    @Nullable Cited running,
    @Nullable Cited grownClasses) {
  /** Seconds between two reports at most, whatever a sender says: our agents' own maximum. */
  public static final double LONGEST_INTERVAL = 3_600;

  public ProcessInfo {
    intervalSeconds = Math.min(intervalSeconds, LONGEST_INTERVAL);
    directives = List.copyOf(directives);
  }

  /** What it is known by: a pod of another namespace may name its process the same. */
  public String key() {
    return key(workload.namespace(), instanceId);
  }

  /** The same of a process that is not known yet. */
  public static String key(String namespace, String instanceId) {
    return namespace + "/" + instanceId;
  }

  /** Reporting intervals without data after which a process is silent. */
  private static final int SILENT_AFTER_INTERVALS = 3;

  /** And no sooner, however short the interval: a starved node holds a report up for so long. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(45);

  /** The same process as it stands at a time of the collector's clock. */
  public ProcessInfo at(Instant now) {
    Duration intervals =
        Duration.ofMillis((long) (intervalSeconds * 1000 * SILENT_AFTER_INTERVALS));
    Duration silence = intervals.compareTo(SILENT_AFTER) > 0 ? intervals : SILENT_AFTER;
    boolean late = status == ProcessStatus.REPORTING && now.isAfter(lastSeen.plus(silence));
    return late
        ? with(
            ProcessStatus.SILENT,
            "nothing came since %s; it reported every %.0f s".formatted(lastSeen, intervalSeconds))
        : this;
  }

  private ProcessInfo with(ProcessStatus newStatus, String why) {
    return new ProcessInfo(
        instanceId,
        workload,
        newStatus,
        why,
        pod,
        podUid,
        node,
        pid,
        runtime,
        image,
        revision,
        startedAt,
        agentVersion,
        agentState,
        intervalSeconds,
        firstSeen,
        lastSeen,
        memory,
        agentCost,
        sampler,
        plan,
        directives,
        rules,
        running,
        grownClasses);
  }
}
