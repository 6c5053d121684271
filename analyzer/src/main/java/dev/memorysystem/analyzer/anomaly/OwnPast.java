package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.Segment;
import dev.memorysystem.analyzer.statistics.Segmentation;
import java.util.List;
import java.util.Optional;

/**
 * Does a process keep more than before, from one moment to the next, and stay there? The moment is
 * where the straight pieces that fit its live sets best meet (PELT, see {@link Segmentation}). Only
 * live sets between old-generation cycles count: others hold garbage.
 */
final class OwnPast {
  /** Levels before it. Chosen. */
  private static final int BEFORE = 8;

  /** And since. */
  private static final int SINCE = Segmentation.SHORTEST;

  /** It lasts as long as this share of what was before, or is a batch. Chosen. */
  private static final double LASTING = 0.25;

  /** Seconds, at least; and at most what a nightly batch takes. Chosen. */
  private static final double SHORTEST = 300;

  private static final double LONGEST = 6 * 3600;

  /** Share of the shift that the jump itself is: the rest is growth before or after it. Chosen. */
  private static final double AT_ONCE = 0.5;

  /** Share of the time watched that the way from one level to the other may take. Chosen. */
  private static final double QUICK = 0.05;

  private OwnPast() {}

  static Optional<Shift> of(ProcessState process) {
    Levels levels = Levels.acrossCycles(process);
    return levels.size() < BEFORE + SINCE || !mayBe(levels, process)
        ? Optional.empty()
        : newestJump(levels).flatMap(jump -> shift(process, levels, jump));
  }

  /** Spares the segmentation nearly always. */
  private static boolean mayBe(Levels levels, ProcessState process) {
    double usual = levels.quantile(Shift.MOST);
    double newest = levels.newest(SINCE).median();
    return Shift.isMaterial(usual, newest, 0, process.limits().heap());
  }

  /**
   * @param before index behind the last level before it
   * @param after index of the first level since
   */
  private record Jump(int before, int after) {}

  private static Optional<Jump> newestJump(Levels levels) {
    var found = Segmentation.of(levels.seconds(), levels.bytes());
    List<Segment> segments = found.segments();
    for (int i = segments.size() - 1; i > 0; i--) {
      Segment after = segments.get(i);
      boolean quick = i > 1 && isQuick(segments.get(i - 1), levels);
      Segment before = segments.get(quick ? i - 2 : i - 1);
      double shift = levels.from(after.from()).median() - levels.until(before.to()).median();
      if (shift > 0 && after.first() - before.last() >= AT_ONCE * shift) {
        return Optional.of(new Jump(before.to(), after.from()));
      }
    }
    return Optional.empty();
  }

  /** Whether a piece is the way from one level to another: reading a large file takes a while. */
  private static boolean isQuick(Segment piece, Levels levels) {
    long span = levels.from(piece.from()).until(piece.size()).span();
    return span <= Math.max(SHORTEST, QUICK * levels.span());
  }

  private static Optional<Shift> shift(ProcessState process, Levels levels, Jump jump) {
    Levels before = levels.until(jump.before());
    Levels since = levels.from(jump.after());
    if (before.size() < BEFORE || since.size() < SINCE) {
      return Optional.empty();
    }
    double usual = before.median();
    double level = since.median();
    double lasting = Math.clamp(LASTING * before.span(), SHORTEST, LONGEST);
    boolean told =
        Shift.isMaterial(usual, level, before.deviation(), process.limits().heap())
            && since.quantile(Shift.MOST) > before.quantile(Shift.NEARLY_ALL)
            && since.span() >= lasting
            && Math.abs(before.drift()) <= AT_ONCE * (level - usual)
            && !isLoad(before, since)
            && Shift.stays(since, level - usual);
    return told
        ? Optional.of(
            new Shift(
                process.origin().plusSeconds(levels.points().get(jump.before()).second()),
                usual,
                level,
                "The live set rose at once to %s it was before, and has not grown since: something is kept that was not."
                    .formatted(Shift.times(level, usual))))
        : Optional.empty();
  }

  private static boolean isLoad(Levels before, Levels since) {
    Double then = before.rate();
    Double now = since.rate();
    return then != null && now != null && now > Shift.MORE_LOAD * then;
  }
}
