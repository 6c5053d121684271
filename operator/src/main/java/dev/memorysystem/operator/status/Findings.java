package dev.memorysystem.operator.status;

import dev.memorysystem.crd.Cited;
import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.GrowingContainer;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.Sighting;
import dev.memorysystem.crd.Triage;
import dev.memorysystem.crd.TriagedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The findings a status shows: worst first, and settled, so that it is not rewritten for figures.
 */
final class Findings {
  /** A figure that moved by less is not worth a write. */
  private static final double MOVED = 0.2;

  private static final double CONFIDENCE_MOVED = 0.1;

  /** Figures are written at most this often. */
  private static final Duration OFTEN = Duration.ofMinutes(1);

  /** What is left open is counted on every minute: it is written when it has moved in this time. */
  private static final Duration LEFT_OPEN_OFTEN = Duration.ofMinutes(10);

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparingInt(Findings::rank)
          .thenComparing(
              finding -> exhaustedAt(finding).orElse(Instant.MAX), Comparator.naturalOrder())
          .thenComparing(Finding::confidence, Comparator.reverseOrder())
          .thenComparing(Finding::id);

  private Findings() {}

  /**
   * @param spec what a person makes of findings: it counts at once, and until its end
   */
  static List<Finding> toShow(
      List<Finding> reported, List<Finding> shown, MemoryProfileSpec spec, Instant now) {
    Map<String, Finding> before =
        shown.stream().collect(Collectors.toMap(Finding::id, Function.identity(), (a, b) -> a));
    Map<String, Triage> triage =
        spec.triagedFindings().stream()
            .filter(said -> said.holds(now))
            .collect(Collectors.toMap(TriagedFinding::id, Findings::triage));
    return reported.stream()
        .map(finding -> finding.triaged(triage.get(finding.id())))
        .map(finding -> finding.heldBy(HolderText.of(finding)))
        .map(finding -> settled(before.get(finding.id()), finding))
        .sorted(WORST_FIRST)
        .limit(MemoryProfileStatus.MAX_FINDINGS)
        .toList();
  }

  static Optional<Instant> exhaustedAt(Finding finding) {
    return Optional.ofNullable(finding.exhaustion()).map(Exhaustion::p50).map(Instant::parse);
  }

  private static Triage triage(TriagedFinding said) {
    return new Triage(said.triage().name(), said.reason(), said.until());
  }

  private static int rank(Finding finding) {
    if (finding.ignored()) {
      return 5;
    }
    int known = finding.acknowledged() ? 1 : 0;
    return finding.resolved() ? 4 : finding.confirmed() ? known : 2 + known;
  }

  private static Finding settled(@Nullable Finding before, Finding now) {
    return before == null || sayDifferently(before, now) ? now : before;
  }

  private static boolean sayDifferently(Finding before, Finding now) {
    return !words(before).equals(words(now))
        || (!tooSoon(before, now) && figuresMoved(before, now));
  }

  private static List<Object> words(Finding finding) {
    return List.of(
        finding.state(),
        finding.kind(),
        finding.workload(),
        Optional.ofNullable(finding.triage()),
        Optional.ofNullable(finding.lastSeen()).map(Sighting::revision),
        Objects.requireNonNullElse(finding.transitions(), List.of()),
        Objects.requireNonNullElse(finding.processes(), List.of()),
        Objects.requireNonNullElse(finding.type(), ""),
        Objects.requireNonNullElse(finding.allocationSite(), List.of()),
        HolderText.field(finding),
        Objects.requireNonNullElse(finding.retainedPath(), List.of()),
        Optional.ofNullable(finding.growingContainer()).map(GrowingContainer::type),
        finding.exhaustion() == null,
        Optional.ofNullable(finding.running()),
        Optional.ofNullable(finding.grownClasses()),
        finding.leftOpen() == null);
  }

  private static boolean tooSoon(Finding before, Finding now) {
    Optional<Instant> then = assessedAt(before);
    Optional<Instant> next = assessedAt(now);
    return then.isPresent()
        && next.isPresent()
        && Duration.between(then.get(), next.get()).compareTo(OFTEN) < 0;
  }

  private static boolean figuresMoved(Finding before, Finding now) {
    return Math.abs(before.confidence() - now.confidence()) >= CONFIDENCE_MOVED
        || moved(before.growthBytesPerHour(), now.growthBytesPerHour())
        || moved(elements(before), elements(now))
        || moved(timeLeft(before), timeLeft(now, before))
        || leftOpenMoved(before.leftOpen(), now.leftOpen());
  }

  private static boolean leftOpenMoved(@Nullable Cited before, @Nullable Cited now) {
    if (before == null || now == null || before.lines().equals(now.lines())) {
      return false;
    }
    return before.at() == null
        || now.at() == null
        || Duration.between(Instant.parse(before.at()), Instant.parse(now.at()))
                .abs()
                .compareTo(LEFT_OPEN_OFTEN)
            >= 0;
  }

  private static @Nullable Double elements(Finding finding) {
    GrowingContainer container = finding.growingContainer();
    return container == null ? null : Double.valueOf(container.elements());
  }

  private static @Nullable Double timeLeft(Finding finding) {
    return timeLeft(finding, finding);
  }

  /** Seconds until exhaustion, both counted from one assessment: time that passes is no move. */
  private static @Nullable Double timeLeft(Finding finding, Finding assessed) {
    return exhaustedAt(finding)
        .flatMap(at -> assessedAt(assessed).map(from -> Duration.between(from, at)))
        .map(left -> (double) left.toSeconds())
        .orElse(null);
  }

  private static Optional<Instant> assessedAt(Finding finding) {
    return Optional.ofNullable(finding.exhaustion())
        .map(Exhaustion::assessedAt)
        .map(Instant::parse);
  }

  private static boolean moved(@Nullable Double before, @Nullable Double now) {
    if (before == null || now == null) {
      return !Objects.equals(before, now);
    }
    return Math.abs(now - before) > MOVED * Math.abs(before);
  }
}
