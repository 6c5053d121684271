package dev.memorysystem.operator.status;

import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.Triage;
import dev.memorysystem.crd.Workload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A finding in words, for conditions, Events and the printer column. */
public final class FindingText {
  private static final double MEBIBYTE = 1024.0 * 1024.0;
  private static final double GIBIBYTE = 1024.0 * MEBIBYTE;

  private FindingText() {}

  /** For a column: {@code Session in orders (confirmed)}. */
  static String brief(Finding finding) {
    String state = finding.state() + (finding.acknowledged() ? ", acknowledged" : "");
    return "%s in %s (%s)"
        .formatted(simpleName(subject(finding)), finding.workload().name(), state);
  }

  /** What leaks, where, how fast, until when, and what to do. */
  public static String full(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(subject(finding)).append(" leaks in ").append(owner(finding.workload()));
    List<String> site = Objects.requireNonNullElse(finding.allocationSite(), List.of());
    if (!site.isEmpty()) {
      text.append(", allocated at ").append(applicationFrame(finding, site));
    }
    String holder = HolderText.of(finding);
    if (holder != null) {
      text.append(", held by ").append(holder);
    }
    if (finding.growthBytesPerHour() != null) {
      text.append(", growing ").append(bytes(finding.growthBytesPerHour())).append(" an hour");
    }
    Exhaustion exhaustion = finding.exhaustion();
    if (exhaustion != null && exhaustion.p50() != null) {
      text.append("; memory runs out about ").append(wholeSeconds(exhaustion.p50()));
    }
    if (finding.recommendation() != null) {
      text.append(". ").append(finding.recommendation());
    }
    return text.toString();
  }

  /** What a person made of it: {@code acknowledged until 2026-…: fixed in 1.5}. */
  static String triage(Finding finding) {
    Triage triage = Objects.requireNonNull(finding.triage(), "asked of triaged findings alone");
    return triage.state().toLowerCase(Locale.ROOT)
        + (triage.until() == null ? "" : " until " + triage.until())
        + (triage.reason() == null ? "" : " (" + triage.reason() + ")");
  }

  /** What leaked, and where. */
  public static String subjectAndOwner(Finding finding) {
    return subject(finding) + " in " + owner(finding.workload());
  }

  static String owner(Workload workload) {
    return "%s/%s (%s)".formatted(workload.kind(), workload.name(), workload.container());
  }

  private static String bytes(double bytes) {
    return bytes < GIBIBYTE
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / GIBIBYTE);
  }

  private static Instant wholeSeconds(String time) {
    return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String subject(Finding finding) {
    return finding.type() == null ? finding.kind() + " memory" : finding.type();
  }

  private static String applicationFrame(Finding finding, List<String> site) {
    String frame = finding.evidence() == null ? null : finding.evidence().applicationFrame();
    return frame == null ? site.getFirst() : frame;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
