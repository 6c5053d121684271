package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.corpus.Story.Told;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds what was said against what a case expects. */
final class Judge {
  /** A forecast by this much too long is one that nobody may rely on. */
  private static final double LATE = 1.25;

  private Judge() {}

  static Judged.Clean clean(Story story) {
    return new Judged.Clean(
        first(story, told -> true),
        first(story, Judge::isConfirmed),
        end(story),
        story.told().isEmpty() ? null : words(worst(story)));
  }

  /**
   * @param life seconds
   */
  static Judged.Leak leak(Story story, Variant variant, double life) {
    Double suspected = first(story, told -> true);
    Double confirmed = first(story, Judge::isConfirmed);
    Optional<Finding> found = judged(story, variant);
    Culprit culprit = variant.culprit();
    String type = found.map(Finding::type).orElse(null);
    String site = found.map(Judge::site).orElse(null);
    String holder = found.map(Finding::holder).orElse(null);
    return new Judged.Leak(
        life,
        suspected == null ? null : suspected / life,
        confirmed == null ? null : confirmed / life,
        end(story),
        found.map(Finding::kind).orElse(null),
        type,
        site,
        holder,
        found.map(Finding::confidence).orElse(null),
        variant.isRight(found.map(Finding::kind).orElse(null)),
        culprit != null && culprit.isType(type),
        culprit != null && culprit.isSite(site),
        culprit == null || culprit.holder() == null || holder == null
            ? null
            : culprit.holder().matcher(holder).matches(),
        halfLife(story, life));
  }

  private static boolean isConfirmed(Told told) {
    return told.finding().state() == FindingState.CONFIRMED;
  }

  private static @Nullable Double first(Story story, Predicate<Told> such) {
    return story.told().stream().filter(such).map(Told::seconds).findFirst().orElse(null);
  }

  private static Verdict end(Story story) {
    return story.end().assessments().stream()
        .filter(each -> each.workload().equals(story.workload()))
        .map(Assessment::verdict)
        .findFirst()
        .orElse(Verdict.INSUFFICIENT);
  }

  /** As it was told last, of those that were confirmed; of the others if there is none. */
  private static Optional<Finding> judged(Story story, Variant variant) {
    Set<String> confirmed = new HashSet<>();
    story.told().stream()
        .filter(Judge::isConfirmed)
        .forEach(told -> confirmed.add(told.finding().id()));
    Comparator<Finding> best =
        Comparator.<Finding, Boolean>comparing(finding -> confirmed.contains(finding.id()))
            .thenComparing(finding -> variant.isRight(finding.kind()))
            .thenComparing(finding -> Objects.requireNonNullElse(finding.shareOfGrowth(), 0.0))
            .thenComparing(Finding::confidence);
    return story.end().findings().stream().max(best);
  }

  private static @Nullable String site(Finding finding) {
    String frame = finding.evidence().applicationFrame();
    if (frame == null && !finding.allocationSite().isEmpty()) {
      frame = finding.allocationSite().getFirst();
    }
    return frame == null ? null : Frames.method(frame);
  }

  private static Judged.@Nullable HalfLife halfLife(Story story, double life) {
    List<Told> before = story.told().stream().filter(told -> told.seconds() <= life / 2).toList();
    if (before.isEmpty()) {
      return null;
    }
    Finding last = before.getLast().finding();
    Exhaustion forecast = last.state() == FindingState.RESOLVED ? null : last.exhaustion();
    if (forecast == null || forecast.p50() == null) {
      return null;
    }
    double left = life / 2;
    double predicted = Math.max(1, Story.seconds(story.begin(), forecast.p50()) - life / 2);
    double from =
        forecast.p10() == null
            ? Double.POSITIVE_INFINITY
            : Story.seconds(story.begin(), forecast.p10());
    double to =
        forecast.p90() == null
            ? Double.POSITIVE_INFINITY
            : Story.seconds(story.begin(), forecast.p90());
    return new Judged.HalfLife(
        Math.log(predicted / left), from <= life && life <= to, predicted > LATE * left);
  }

  private static Finding worst(Story story) {
    return story.told().stream()
        .filter(Judge::isConfirmed)
        .findFirst()
        .orElseGet(() -> story.told().getFirst())
        .finding();
  }

  private static String words(Finding finding) {
    return "%s%s: %s"
        .formatted(
            finding.kind(), finding.type() == null ? "" : " " + finding.type(), finding.reason());
  }
}
