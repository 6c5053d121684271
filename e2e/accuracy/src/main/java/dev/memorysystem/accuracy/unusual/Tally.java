package dev.memorysystem.accuracy.unusual;

import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Precision and recall of each kind. */
public record Tally(List<Line> lines) {
  public Tally {
    lines = List.copyOf(lines);
  }

  /**
   * One kind.
   *
   * @param there cases in which it is there
   * @param found of them
   * @param wrong times it was told where it is not
   * @param wrongCases cases in which it was
   * @param cases in which it is not there
   * @param after median time from its beginning until it was told; absent when it never was
   */
  public record Line(
      AnomalyKind kind,
      int there,
      int found,
      int wrong,
      int wrongCases,
      int cases,
      @Nullable Duration after) {
    /** Share of what was told that is there; NaN when nothing was told. */
    public double precision() {
      return (double) found / (found + wrong);
    }

    public double recall() {
      return (double) found / there;
    }
  }

  public static Tally of(List<Notices> all) {
    return new Tally(Arrays.stream(AnomalyKind.values()).map(kind -> line(kind, all)).toList());
  }

  private static Line line(AnomalyKind kind, List<Notices> all) {
    List<Notices> there = all.stream().filter(each -> each.asked() == kind).toList();
    List<Duration> after = new ArrayList<>();
    there.forEach(
        each -> {
          Duration took = each.after();
          if (took != null) {
            after.add(took);
          }
        });
    after.sort(null);
    List<Long> wrong =
        all.stream()
            .map(each -> each.wrong().stream().filter(told -> told.kind() == kind).count())
            .filter(count -> count > 0)
            .toList();
    return new Line(
        kind,
        there.size(),
        after.size(),
        (int) wrong.stream().mapToLong(Long::longValue).sum(),
        wrong.size(),
        all.size() - there.size(),
        after.isEmpty() ? null : after.get(after.size() / 2));
  }
}
