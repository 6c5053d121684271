package dev.memorysystem.collector;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessMemory;
import dev.memorysystem.collector.api.ProcessStatus;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Derived series of each workload for Prometheus, made at each scrape from what is known then. */
final class WorkloadMetrics {
  /** Workloads shown; more would be too many series for one target. */
  private static final int MAX_WORKLOADS = 1000;

  private static final String[] LABELS = {"namespace", "workload_kind", "workload", "container"};
  private static final String[] FINDING_LABELS = {
    "namespace", "workload_kind", "workload", "container", "leak_kind", "state"
  };

  private final Board board;

  private WorkloadMetrics(Board board) {
    this.board = board;
  }

  static void register(Board board, PrometheusRegistry registry) {
    WorkloadMetrics metrics = new WorkloadMetrics(board);
    GaugeWithCallback.builder()
        .name("memory_system_workload_live_set_bytes")
        .help("Largest live set of the workload's reporting processes.")
        .labelNames(LABELS)
        .callback(metrics::liveSets)
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_workload_limit_bytes")
        .help("Smallest of the heap and container limits of the workload's reporting processes.")
        .labelNames(LABELS)
        .callback(metrics::limits)
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_workload_exhaustion_timestamp_seconds")
        .help("When memory runs out, median forecast, seconds since the epoch; the earliest.")
        .labelNames(LABELS)
        .callback(metrics::exhaustions)
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_workload_findings")
        .help("Findings of the workload by kind of leak and state.")
        .labelNames(FINDING_LABELS)
        .callback(metrics::findings)
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_workload_anomalies")
        .help("What goes on in the workload that is unusual and no leak, by kind.")
        .labelNames("namespace", "workload_kind", "workload", "container", "anomaly_kind")
        .callback(metrics::anomalies)
        .register(registry);
  }

  private void liveSets(GaugeWithCallback.Callback gauge) {
    show(gauge, figures(memory -> Stream.ofNullable(memory.liveSet()), Math::max));
  }

  private void limits(GaugeWithCallback.Callback gauge) {
    show(
        gauge,
        figures(
            memory ->
                Stream.of(
                        Optional.ofNullable(memory.heapLimit()),
                        Optional.ofNullable(memory.containerLimit()))
                    .flatMap(Optional::stream),
            Math::min));
  }

  private Map<Workload, Long> figures(
      Function<ProcessMemory, Stream<Long>> figures, BinaryOperator<Long> merge) {
    Map<Workload, Long> merged = new TreeMap<>();
    for (ProcessInfo process : board.processes()) {
      ProcessMemory memory = process.memory();
      if (memory != null && process.status() == ProcessStatus.REPORTING) {
        figures.apply(memory).forEach(each -> merged.merge(process.workload(), each, merge));
      }
    }
    return merged;
  }

  private void exhaustions(GaugeWithCallback.Callback gauge) {
    Map<Workload, Long> earliest = new TreeMap<>();
    for (Finding finding : board.report().findings()) {
      Exhaustion exhaustion = finding.exhaustion();
      if (exhaustion != null
          && exhaustion.p50() != null
          && finding.state() != FindingState.RESOLVED) {
        earliest.merge(finding.workload(), exhaustion.p50().getEpochSecond(), Math::min);
      }
    }
    show(gauge, earliest);
  }

  private static void show(GaugeWithCallback.Callback gauge, Map<Workload, Long> values) {
    values.entrySet().stream()
        .limit(MAX_WORKLOADS)
        .forEach(
            each -> {
              Workload workload = each.getKey();
              gauge.call(
                  each.getValue(),
                  workload.namespace(),
                  workload.kind(),
                  workload.name(),
                  workload.container());
            });
  }

  private void anomalies(GaugeWithCallback.Callback gauge) {
    board.report().anomalies().stream()
        .filter(Anomaly::goesOn)
        .limit(MAX_WORKLOADS)
        .forEach(
            anomaly ->
                gauge.call(
                    1,
                    anomaly.workload().namespace(),
                    anomaly.workload().kind(),
                    anomaly.workload().name(),
                    anomaly.workload().container(),
                    anomaly.kind().toString()));
  }

  private record FindingLabels(Workload workload, LeakKind kind, FindingState state) {}

  private void findings(GaugeWithCallback.Callback gauge) {
    Map<FindingLabels, Integer> counts = new LinkedHashMap<>();
    for (Finding finding : board.report().findings()) {
      counts.merge(
          new FindingLabels(finding.workload(), finding.kind(), finding.state()), 1, Integer::sum);
    }
    counts.entrySet().stream()
        .limit(MAX_WORKLOADS)
        .forEach(
            each -> {
              Workload workload = each.getKey().workload();
              gauge.call(
                  each.getValue(),
                  workload.namespace(),
                  workload.kind(),
                  workload.name(),
                  workload.container(),
                  each.getKey().kind().toString(),
                  each.getKey().state().toString());
            });
  }
}
