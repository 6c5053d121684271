package dev.memorysystem.operator.status;

import dev.memorysystem.crd.AgentCost;
import dev.memorysystem.crd.AgentVersion;
import dev.memorysystem.crd.AgentsStatus;
import dev.memorysystem.crd.DegradedAgent;
import dev.memorysystem.operator.collector.ReportedCost;
import dev.memorysystem.operator.collector.ReportedProcess;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the agents of a profile's pods are, settled, so that a status is not rewritten for figures.
 */
final class AgentsHealth {
  private static final String DEGRADED = "degraded";

  /** A figure that moved by less, and by less than a tenth of a per cent, is not worth a write. */
  private static final double MOVED = 0.2;

  private static final double PERCENT_MOVED = 0.1;

  private AgentsHealth() {}

  /**
   * @param reporting processes of the profile's pods that report
   * @param before as the status has it
   * @return null when none of them has an agent of ours
   */
  static @Nullable AgentsStatus of(List<ReportedProcess> reporting, @Nullable AgentsStatus before) {
    List<ReportedProcess> ours =
        reporting.stream().filter(process -> process.agentVersion() != null).toList();
    return ours.isEmpty()
        ? null
        : new AgentsStatus(
            versions(ours),
            degraded(ours),
            settled(cost(ours), before == null ? null : before.cost()));
  }

  private static List<AgentVersion> versions(List<ReportedProcess> processes) {
    Map<String, Integer> counts =
        processes.stream()
            .collect(
                Collectors.groupingBy(
                    process -> Objects.requireNonNullElse(process.agentVersion(), ""),
                    TreeMap::new,
                    Collectors.summingInt(process -> 1)));
    return counts.entrySet().stream()
        .map(each -> new AgentVersion(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt(AgentVersion::processes).reversed())
        .limit(AgentsStatus.MAX_VERSIONS)
        .toList();
  }

  private static List<DegradedAgent> degraded(List<ReportedProcess> processes) {
    return processes.stream()
        .filter(process -> DEGRADED.equals(process.agentState()))
        .map(
            process ->
                new DegradedAgent(
                    Objects.requireNonNullElse(process.pod(), ""),
                    process.workload() == null ? "" : process.workload().container(),
                    Objects.requireNonNullElse(process.reason(), "")))
        .distinct()
        .sorted(Comparator.comparing(DegradedAgent::pod).thenComparing(DegradedAgent::container))
        .limit(AgentsStatus.MAX_DEGRADED)
        .toList();
  }

  private static @Nullable AgentCost cost(List<ReportedProcess> processes) {
    List<ReportedProcess> measured =
        processes.stream().filter(process -> cores(process, ReportedCost::cores) != null).toList();
    if (measured.isEmpty()) {
      return null;
    }
    ToDoubleFunction<ReportedProcess> all = process -> percent(process, ReportedCost::cores);
    ReportedProcess highest =
        measured.stream()
            .max(
                Comparator.comparingDouble(all)
                    .thenComparing(ReportedProcess::instanceId, Comparator.reverseOrder()))
            .orElseThrow();
    return new AgentCost(
        mean(measured, all),
        rounded(all.applyAsDouble(highest)),
        highest.pod(),
        mean(measured, process -> percent(process, ReportedCost::samplingCores)),
        mean(measured, process -> percent(process, ReportedCost::walkCores)));
  }

  private static @Nullable Double cores(
      ReportedProcess process, Function<ReportedCost, @Nullable Double> part) {
    ReportedCost cost = process.agentCost();
    return cost == null ? null : part.apply(cost);
  }

  private static double percent(
      ReportedProcess process, Function<ReportedCost, @Nullable Double> part) {
    Double cores = cores(process, part);
    return cores == null ? 0 : 100 * cores;
  }

  private static double mean(
      List<ReportedProcess> processes, ToDoubleFunction<ReportedProcess> percent) {
    return rounded(processes.stream().mapToDouble(percent).average().orElse(0));
  }

  /** To hundredths of a per cent. */
  private static double rounded(double percent) {
    return Math.round(percent * 100) / 100.0;
  }

  private static @Nullable AgentCost settled(@Nullable AgentCost now, @Nullable AgentCost before) {
    return now == null || before == null || hasMoved(now, before) ? now : before;
  }

  private static boolean hasMoved(AgentCost now, AgentCost before) {
    return hasMoved(now.meanPercent(), before.meanPercent())
        || hasMoved(now.highestPercent(), before.highestPercent())
        || hasMoved(now.samplingPercent(), before.samplingPercent())
        || hasMoved(now.walkPercent(), before.walkPercent());
  }

  private static boolean hasMoved(double now, double before) {
    double difference = Math.abs(now - before);
    return difference >= PERCENT_MOVED && difference > MOVED * before;
  }
}
