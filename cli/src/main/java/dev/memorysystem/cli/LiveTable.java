package dev.memorysystem.cli;

import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessMemory;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The processes as they stand. On a terminal the table is redrawn in place as long as nothing else
 * can have written below it; otherwise a new one is printed when a verdict changed or a minute has
 * passed.
 */
final class LiveTable {
  /** A log file wants a sign of life, not a table every few seconds. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final String ROW = "%-28s %8s %11s %11s %11s  %s%n";

  private final PrintStream screen;
  private final boolean inPlace;
  private int linesShown;
  private String shownVerdicts = "";
  private long shownAt = System.nanoTime();

  LiveTable(PrintStream screen, boolean inPlace) {
    this.screen = screen;
    this.inPlace = inPlace;
  }

  void show(List<ProcessInfo> processes, Report report) {
    String verdicts = verdicts(report);
    boolean due = System.nanoTime() - shownAt >= QUIET.toNanos();
    if (!inPlace && verdicts.equals(shownVerdicts) && !due) {
      return;
    }
    String table = of(processes, report);
    if (inPlace && linesShown > 0) {
      screen.printf("\u001b[%dA\u001b[J", linesShown);
    }
    screen.print(table);
    screen.flush();
    linesShown = (int) table.lines().count();
    shownVerdicts = verdicts;
    shownAt = System.nanoTime();
  }

  static String of(List<ProcessInfo> processes, Report report) {
    if (processes.isEmpty()) {
      return "memory-system: no process has reported yet\n";
    }
    var out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT, ROW, "PROCESS", "PID", "LIVE SET", "HEAP LIMIT", "RSS", "VERDICT"));
    for (ProcessInfo process : processes) {
      Optional<ProcessMemory> memory = Optional.ofNullable(process.memory());
      out.append(
          String.format(
              Locale.ROOT,
              ROW,
              shortened(process.workload().name()),
              process.pid() == null ? "–" : process.pid().toString(),
              bytes(memory.map(ProcessMemory::liveSet).orElse(null)),
              bytes(memory.map(ProcessMemory::heapLimit).orElse(null)),
              bytes(memory.map(ProcessMemory::rss).orElse(null)),
              verdict(process, report)));
    }
    return out.toString();
  }

  /** The verdict, and beside it what goes on that is no leak. */
  private static String verdict(ProcessInfo process, Report report) {
    String unusual =
        report.anomalies().stream()
            .filter(a -> a.goesOn() && a.workload().equals(process.workload()))
            .map(a -> a.kind().toString())
            .collect(Collectors.joining(", "));
    return leak(process, report) + (unusual.isEmpty() ? "" : "; unusual: " + unusual);
  }

  private static String leak(ProcessInfo process, Report report) {
    String assessed =
        report.assessments().stream()
            .filter(a -> a.workload().equals(process.workload()))
            .map(a -> a.verdict().toString())
            .findFirst()
            .orElse("watching");
    return report.findings().stream()
        .filter(f -> f.workload().equals(process.workload()))
        .findFirst()
        .map(f -> assessed + " (" + f.state() + (f.type() == null ? "" : ": " + f.type()) + ")")
        .orElse(assessed);
  }

  private static String verdicts(Report report) {
    var out = new StringBuilder();
    for (Assessment assessment : report.assessments()) {
      out.append(assessment.workload().key()).append(assessment.verdict());
    }
    for (Finding finding : report.findings()) {
      out.append(finding.id()).append(finding.state());
    }
    for (Anomaly anomaly : report.anomalies()) {
      out.append(anomaly.kind()).append(anomaly.since()).append(anomaly.goesOn());
    }
    return out.toString();
  }

  private static String bytes(@Nullable Long bytes) {
    return bytes == null ? "–" : Words.bytes(bytes);
  }

  private static String shortened(String name) {
    return name.length() <= 28 ? name : "…" + name.substring(name.length() - 27);
  }
}
