package dev.memorysystem.cli;

import dev.memorysystem.analyzer.detect.ContainerWords;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as text, for the end of a watch. */
final class FindingsText {
  /** Frames of an allocation site that are shown; the JSON has them all. */
  private static final int SHOWN_FRAMES = 10;

  private FindingsText() {}

  static String of(Report report) {
    var out = new StringBuilder();
    for (Finding finding : report.findings()) {
      append(out, finding);
    }
    for (Assessment assessment : report.assessments()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%s: %s%n  %s%n",
              name(assessment.workload()),
              assessment.verdict(),
              assessment.reason()));
    }
    for (Anomaly anomaly : report.anomalies()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%nUNUSUAL, no leak finding: %s in %s, %s%n  %s%n",
              anomaly.kind(),
              name(anomaly.workload()),
              when(anomaly),
              anomaly.reason()));
    }
    return out.toString();
  }

  private static String when(Anomaly anomaly) {
    Instant until = anomaly.until();
    return until == null
        ? "since " + anomaly.since()
        : "for %s from %s".formatted(duration(anomaly.since(), until), anomaly.since());
  }

  /** Name of a workload as short as it is clear. */
  static String name(Workload workload) {
    return workload.namespace().isEmpty()
        ? workload.name()
        : workload.namespace() + "/" + workload.name();
  }

  private static void append(StringBuilder out, Finding finding) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n%s %s leak in %s (confidence %.2f, id %s)%n",
            finding.state().toString().toUpperCase(Locale.ROOT),
            finding.kind(),
            name(finding.workload()),
            finding.confidence(),
            finding.id()));
    line(out, "type", finding.type());
    line(out, "growth", growth(finding.growthBytesPerHour(), finding.shareOfGrowth()));
    line(out, "exhausted", exhausted(finding.kind(), finding.exhaustion()));
    line(out, "holder", holder(finding));
    list(out, "held by", finding.retainedPath());
    list(out, "allocated", finding.allocationSite());
    cited(out, "running", finding.running());
    cited(out, "grew", finding.grownClasses());
    cited(out, "left open", finding.leftOpen());
    line(out, "why", finding.reason());
    line(out, "do", finding.recommendation());
  }

  private static @Nullable String growth(@Nullable Double bytesPerHour, @Nullable Double share) {
    if (bytesPerHour == null) {
      return null;
    }
    String growth = Words.rate(bytesPerHour);
    return share == null
        ? growth
        : String.format(Locale.ROOT, "%s, %.0f %% of it at this site", growth, 100 * share);
  }

  private static @Nullable String holder(Finding finding) {
    GrowingContainer container = finding.growingContainer();
    if (container == null) {
      return finding.holder();
    }
    String held = container.type() + ", " + ContainerWords.growth(container);
    return finding.holder() == null ? held : finding.holder() + " (" + held + ")";
  }

  private static @Nullable String exhausted(LeakKind kind, @Nullable Exhaustion exhaustion) {
    if (exhaustion == null || exhaustion.p50() == null) {
      return null;
    }
    Instant from = exhaustion.assessedAt();
    return "limit %s reached in about %s%s"
        .formatted(
            Subject.of(kind).limit(exhaustion.limit()),
            duration(from, exhaustion.p50()),
            exhaustion.p10() != null && exhaustion.p90() != null
                ? " (80 %% sure: between %s and %s)"
                    .formatted(duration(from, exhaustion.p10()), duration(from, exhaustion.p90()))
                : "");
  }

  private static String duration(Instant from, Instant to) {
    long minutes = Math.max(0, Duration.between(from, to).toMinutes());
    if (minutes < 1) {
      return "under a minute";
    }
    return minutes < 120
        ? minutes + " min"
        : minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " days";
  }

  /** With the place and the time: it is no part of the finding, and may be older. */
  private static void cited(StringBuilder out, String label, @Nullable Cited cited) {
    if (cited != null) {
      list(out, label, cited.lines());
      line(out, "", "(in %s, %s)".formatted(place(cited), time(cited)));
    }
  }

  private static String place(Cited cited) {
    return cited.pod() == null ? "process " + cited.process() : cited.pod();
  }

  private static String time(Cited cited) {
    Instant at = cited.at().truncatedTo(ChronoUnit.SECONDS);
    return cited.since() == null
        ? at.toString()
        : cited.since().truncatedTo(ChronoUnit.SECONDS) + " to " + at;
  }

  private static void line(StringBuilder out, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.append(String.format(Locale.ROOT, "  %-10s %s%n", label, value));
    }
  }

  private static void list(StringBuilder out, String label, List<String> values) {
    for (int i = 0; i < Math.min(values.size(), SHOWN_FRAMES); i++) {
      line(out, i == 0 ? label : "", values.get(i));
    }
    if (values.size() > SHOWN_FRAMES) {
      line(out, "", "… %d more".formatted(values.size() - SHOWN_FRAMES));
    }
  }
}
