package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Does the newest revision of a workload keep more than the one before ever did? Its processes are
 * held against the highest of all processes of that one, so that a leader, a shard or an hour of
 * the day that was seen before is nothing new.
 */
final class Deploy {
  /** Levels of a process without which it says nothing. Chosen: below, quartiles are extremes. */
  private static final int LEVELS = 4;

  /** The same where levels hold garbage. Chosen. */
  private static final int LEVELS_WITH_GARBAGE = 8;

  /** Seconds that these span, at least. Chosen. */
  private static final long SPAN = 120;

  /** Seconds after which every hour of the day was seen. */
  private static final long DAY = 86_400;

  /** Share of a revision's processes that show it. Chosen: not one among many. */
  private static final double HALF = 0.5;

  private Deploy() {}

  /**
   * @param process of the newest revision that showed it first
   */
  record Step(ProcessRef process, Shift shift) {}

  /**
   * @param newest revision that runs
   * @param known processes of the workload, gone ones among them
   */
  static Optional<Step> of(String newest, List<ProcessState> known) {
    return newest(known, revision -> !revision.equals(newest))
        .flatMap(
            before -> step(newest, ofRevision(newest, known), before, ofRevision(before, known)));
  }

  /** Revision that was first seen last: a restart of another makes none newer. */
  static Optional<String> newest(List<ProcessState> known, Predicate<String> of) {
    Map<String, Instant> firsts = new TreeMap<>();
    for (ProcessState process : known) {
      String revision = process.process().revision();
      if (revision != null && of.test(revision)) {
        firsts.merge(revision, process.origin(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return firsts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  static List<ProcessState> ofRevision(String revision, List<ProcessState> known) {
    return known.stream().filter(p -> revision.equals(p.process().revision())).toList();
  }

  /** A process and what it kept, since it had warmed up. */
  private record Kept(ProcessState process, Levels levels) {
    Kept untilAge(long second) {
      return new Kept(process, levels.untilAge(second));
    }

    boolean says(int least) {
      return levels.size() >= least && levels.span() >= SPAN;
    }

    boolean isHigher(double usual, double highest, double deviation) {
      double level = levels.median();
      return Shift.isMaterial(usual, level, deviation, process.limits().heap())
          && levels.quantile(Shift.MOST) > highest
          && Shift.stays(levels, level - usual);
    }
  }

  private static List<Kept> kept(
      List<ProcessState> processes, Function<ProcessState, Levels> levels, int least) {
    return processes.stream()
        .map(process -> new Kept(process, levels.apply(process)))
        .filter(kept -> kept.says(least))
        .toList();
  }

  /** By live sets without garbage, where both revisions have some. */
  private static Optional<Step> step(
      String revision, List<ProcessState> after, String previous, List<ProcessState> before) {
    List<Kept> then = kept(before, Levels::acrossCycles, LEVELS);
    List<Kept> now = kept(after, Levels::acrossCycles, LEVELS);
    return then.isEmpty() || now.isEmpty()
        ? stepWithGarbage(revision, after, previous, before)
        : compare(revision, now, previous, then);
  }

  /** Garbage gathers with age: what is older than any process before says nothing. */
  private static Optional<Step> stepWithGarbage(
      String revision, List<ProcessState> after, String previous, List<ProcessState> before) {
    List<Kept> then = kept(before, Levels::any, LEVELS_WITH_GARBAGE);
    long age = then.stream().mapToLong(kept -> kept.levels().age()).max().orElse(0);
    List<Kept> now =
        kept(after, Levels::any, LEVELS_WITH_GARBAGE).stream()
            .map(kept -> kept.untilAge(age))
            .filter(kept -> kept.says(LEVELS_WITH_GARBAGE))
            .toList();
    return then.isEmpty() || now.isEmpty()
        ? Optional.empty()
        : compare(revision, now, previous, then);
  }

  private static Optional<Step> compare(
      String revision, List<Kept> now, String previous, List<Kept> then) {
    List<Levels> before = then.stream().map(Kept::levels).toList();
    double highest = Levels.highest(before, Shift.NEARLY_ALL);
    double usual = Levels.middle(before.stream().mapToDouble(Levels::median).toArray());
    double deviation = before.stream().mapToDouble(Levels::deviation).max().orElse(0);
    List<Kept> higher =
        now.stream().filter(kept -> kept.isHigher(usual, highest, deviation)).toList();
    if (higher.size() <= HALF * now.size()
        || isLoad(before, higher.stream().map(Kept::levels).toList())) {
      return Optional.empty();
    }
    double level =
        Levels.middle(higher.stream().mapToDouble(kept -> kept.levels().median()).toArray());
    ProcessState first =
        Collections.min(
            higher.stream().map(Kept::process).toList(),
            Comparator.comparing(ProcessState::origin));
    String reason =
        "Revision %s keeps %s of revision %s, which never kept more than %s; it has not grown since: it needs more."
            .formatted(revision, Shift.times(level, usual), previous, Words.bytes(highest));
    return Optional.of(new Step(first.process(), new Shift(first.origin(), usual, level, reason)));
  }

  /** Whether it allocates faster, and the revision before was not seen at every hour. */
  private static boolean isLoad(List<Levels> before, List<Levels> since) {
    double then = rate(before);
    double now = rate(since);
    boolean everyHour = before.stream().anyMatch(each -> each.span() >= DAY);
    return !everyHour && now > Shift.MORE_LOAD * then;
  }

  /** The middle of those known; NaN, which is no more than anything, where none is. */
  private static double rate(List<Levels> of) {
    return Levels.middle(
        of.stream().map(Levels::rate).flatMap(Stream::ofNullable).mapToDouble(r -> r).toArray());
  }
}
