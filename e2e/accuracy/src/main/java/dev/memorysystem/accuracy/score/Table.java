package dev.memorysystem.accuracy.score;

import dev.memorysystem.accuracy.compare.Peer;
import dev.memorysystem.accuracy.score.Figures.Of;
import dev.memorysystem.accuracy.shape.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The figures of all seeds against what is asked.
 *
 * @param rows in the form that benchmarks of this project share
 */
public record Table(List<Row> rows) {
  public Table {
    rows = List.copyOf(rows);
  }

  /**
   * @param better {@code lower} or {@code higher}
   * @param bar what is asked, in the same unit
   * @param ours smallest, median and largest over the seeds
   * @param peers the same of other rules by name
   */
  public record Row(
      String what,
      String unit,
      String better,
      double bar,
      List<Double> ours,
      Map<String, List<Double>> peers) {
    public Row {
      ours = List.copyOf(ours);
    }

    /** Whether the median reaches the bar. */
    public boolean met() {
      return better.equals("lower") ? ours.get(1) <= bar : ours.get(1) >= bar;
    }
  }

  /**
   * @param seeds results of each seed
   * @param recorded results of recordings; may be empty
   */
  public static Table of(Collection<List<Result>> seeds, List<Result> recorded) {
    List<Figures> figures = seeds.stream().map(Figures::new).toList();
    List<Row> rows = new ArrayList<>();
    rows.add(
        recall("recall of heap leaks before half of life, false alarms 1 %", figures, Of.HEAP));
    rows.add(recall("the same of leaks beside the heap", figures, Of.BESIDE_HEAP));
    rows.add(
        lower(
            "leak of a day: life over when suspected",
            0.25,
            figures,
            f -> f.suspectedAfter(Shape.DAY)));
    rows.add(
        lower(
            "leak of a week: life over when suspected",
            0.25,
            figures,
            f -> f.suspectedAfter(Shape.WEEK)));
    rows.add(
        higher(
            "leaks of a day and a week suspected before a quarter of life",
            0.95,
            figures,
            f -> f.suspectedBefore(0.25, Set.of(Shape.DAY, Shape.WEEK))));
    rows.add(
        new Row(
            "forecast at half life: median |ln(predicted/actual)|",
            "ln",
            "lower",
            0.15,
            over(figures, Figures::forecastError),
            Map.of()));
    rows.add(higher("P10-P90 covers, at least", 0.75, figures, Figures::covered));
    rows.add(lower("P10-P90 covers, at most", 0.85, figures, Figures::covered));
    rows.add(lower("ends over 25 % earlier than predicted", 0.05, figures, Figures::late));
    rows.add(lower("expected calibration error", 0.05, figures, Figures::calibrationError));
    rows.add(higher("leaks confirmed before half of life", 0.95, figures, Figures::confirmedLeaks));
    rows.add(higher("leaks with a finding at half of life", 0.95, figures, Figures::forecastShare));
    rows.add(lower("others ever confirmed", 0.05, figures, Figures::confirmedOthers));
    rows.add(lower("others ever suspected", 0.1, figures, Figures::suspectedOthers));
    rows.add(lower("others insufficient at the end", 0.15, figures, Figures::insufficientOthers));
    if (!recorded.isEmpty()) {
      rows.add(
          recall(
              "recordings: recall before half of life, no false alarm",
              List.of(new Figures(recorded)),
              Of.HEAP));
    }
    // a run of few shapes leaves figures that nothing is known of
    return new Table(rows.stream().filter(row -> !row.ours().get(1).isNaN()).toList());
  }

  private static Row recall(String what, List<Figures> figures, Of of) {
    Map<String, List<Double>> peers = peers(figures, of);
    double best = peers.values().stream().mapToDouble(range -> range.get(1)).max().orElse(0);
    return new Row(what, "share", "higher", best, over(figures, f -> f.recall(of)), peers);
  }

  /** Each rule on the series that suits it best. */
  private static Map<String, List<Double>> peers(List<Figures> figures, Of of) {
    Map<String, List<Double>> best = new LinkedHashMap<>();
    Peer.all().stream()
        .collect(Collectors.groupingBy(Peer::rule, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (rule, peers) ->
                peers.stream()
                    .map(
                        peer ->
                            Map.entry(peer.name(), over(figures, f -> f.recall(of, peer.name()))))
                    .max(Comparator.comparingDouble(ranged -> ranged.getValue().get(1)))
                    .ifPresent(ranged -> best.put(ranged.getKey(), ranged.getValue())));
    return best;
  }

  private static Row lower(
      String what, double bar, List<Figures> figures, ToDoubleFunction<Figures> figure) {
    return new Row(what, "share", "lower", bar, over(figures, figure), Map.of());
  }

  private static Row higher(
      String what, double bar, List<Figures> figures, ToDoubleFunction<Figures> figure) {
    return new Row(what, "share", "higher", bar, over(figures, figure), Map.of());
  }

  private static List<Double> over(List<Figures> figures, ToDoubleFunction<Figures> figure) {
    return Range.of(figures.stream().map(figure::applyAsDouble).toList()).list();
  }
}
