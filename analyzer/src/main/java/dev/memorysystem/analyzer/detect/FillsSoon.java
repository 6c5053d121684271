package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the curve of the live set cannot be judged yet, is there one container that has only grown
 * and will have filled what is free in minutes? Then there is no time to wait for old-generation
 * cycles: it is suspected, with its name, and said to be no more than that. Its size is counted and
 * holds no garbage; what it takes in must be seen in what collections leave, too.
 */
final class FillsSoon {
  /** Its name in a finding's evidence. */
  static final String NAME = "fills soon";

  /**
   * Seconds that it has grown for, at least: longer than most start-ups load their data. Chosen.
   */
  private static final long SHORTEST = 60;

  /** Seconds in which what is free is full at this pace, at most. Chosen: who is told can act. */
  private static final double SOON = 600;

  /**
   * Share of what was free that is used by now, at least. Chosen with the corpus's recordings in
   * view: of what is bounded there and grows as evenly in a container that weighs as much, one, a
   * batch, takes a tenth, and none as much as this.
   */
  private static final double USED = 0.12;

  /** Collections since it was first seen, at least, and the seconds between the first and last. */
  private static final int POINTS = 3;

  private static final long SPAN = 30;

  /** Chosen: as likely as not; nothing is confirmed by it. */
  private static final double CONFIDENCE = 0.5;

  private FillsSoon() {}

  /**
   * A suspicion, where there is such a container.
   *
   * @param undecided by which rule, and why
   * @param steps every rule's answer so far
   */
  static Optional<Judgement> judge(
      ProcessState process, Observation seen, Judgement undecided, List<String> steps) {
    Census census = seen.census();
    if (census == null || seen.binding() == null || seen.warming()) {
      return Optional.empty();
    }
    return GrowingContainers.evenSince(census, SHORTEST)
        .filter(container -> !HeldSoftly.holdsSoftly(container))
        .flatMap(container -> judge(process, seen, census, container, undecided, steps));
  }

  private static Optional<Judgement> judge(
      ProcessState process,
      Observation seen,
      Census census,
      Followed container,
      Judgement undecided,
      List<String> steps) {
    List<Point> floors = process.floors().since(container.first().second());
    if (floors.size() < POINTS
        || Observation.span(floors) < SPAN
        || !Suspected.fits(census, floors, container, List.of())
        || !GrowingContainers.weighs(container, floors)) {
      return Optional.empty();
    }
    Trend line =
        Trend.of(
            floors.stream().mapToDouble(Point::second).toArray(),
            floors.stream().mapToDouble(Point::bytes).toArray());
    double first = line.at(floors.getFirst().second());
    double now = seen.levelNow(line);
    double used = (now - first) / Math.max(1, seen.scale() - first);
    double full = (seen.scale() - now) / Math.max(1, line.slope());
    if (used < USED || full > SOON || line.slopeQuantile(0.025) <= 0) {
      return Optional.empty();
    }
    String reason =
        "%s only grows: in each of %d walks, from %s to %s in %s; at this pace what is free is full in %s."
            .formatted(
                ContainerWords.named(container),
                container.walks(),
                ContainerWords.count(container.first().elements()),
                ContainerWords.elements(container.size()),
                Words.duration(census.second() - container.first().second()),
                Words.duration((long) full));
    String unconfirmed =
        "it may be filling, at %s of what was free, and the rule %s says: %s"
            .formatted(Words.percent(used), undecided.rule(), undecided.reason());
    List<String> said = new ArrayList<>(steps);
    said.add(NAME + ": " + reason);
    said.add("not confirmed: " + unconfirmed);
    return Optional.of(
        new Judgement(
            LeakKind.HEAP,
            Verdict.LEAK,
            NAME,
            reason,
            seen.watched(),
            CONFIDENCE,
            growth(seen, floors, line, first, now),
            List.of(),
            null,
            null,
            unconfirmed,
            said));
  }

  private static Growth growth(
      Observation seen, List<Point> floors, Trend line, double first, double now) {
    return new Growth(
        perHour(line.slope()),
        perHour(line.slopeQuantile(0.025)),
        perHour(line.slopeQuantile(0.975)),
        Math.max(0, Math.round(first)),
        Math.max(0, Math.round(now)),
        floors.getFirst().second(),
        Observation.span(floors),
        floors.size(),
        seen.oldCycles(),
        line.z(),
        false);
  }

  private static double perHour(double perSecond) {
    return Math.rint(perSecond * Observation.SECONDS_PER_HOUR);
  }
}
