package dev.memorysystem.jvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * One line of the table: what a tool adds to the service without one in the same round.
 *
 * @param ours smallest, median and largest of the rounds
 * @param peers the same of others; of the service without a tool once more, the noise
 */
record Row(
    String what,
    String unit,
    String better,
    double bar,
    double aim,
    List<Double> ours,
    Map<String, List<Double>> peers) {
  static final String LOWER = "lower";
  static final String HIGHER = "higher";

  /** How a run differs from one without a tool. */
  interface Difference {
    double of(Run run, Run without);

    static Difference plain(ToDoubleFunction<Run> figure) {
      return (run, without) -> figure.applyAsDouble(run) - figure.applyAsDouble(without);
    }
  }

  static Row of(
      String what,
      String unit,
      double bar,
      double aim,
      List<Map<String, Run>> rounds,
      Difference difference) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    for (String tool : rounds.getFirst().keySet()) {
      if (!tool.equals(Tool.NONE)) {
        all.put(
            tool,
            rounds.stream()
                .map(round -> difference.of(run(round, tool), run(round, Tool.NONE)))
                .toList());
      }
    }
    return of(what, unit, LOWER, bar, aim, all);
  }

  /**
   * A row of figures that stand for themselves.
   *
   * @param values of all rounds, by tool
   */
  static Row of(
      String what,
      String unit,
      String better,
      double bar,
      double aim,
      Map<String, List<Double>> values) {
    Map<String, List<Double>> spreads = new LinkedHashMap<>();
    values.forEach((tool, all) -> spreads.put(tool, spread(all)));
    List<Double> ours = spreads.remove(Tool.OURS);
    return new Row(what, unit, better, bar, aim, ours == null ? List.of() : ours, spreads);
  }

  /** What a tool needed in a round. */
  static Run run(Map<String, Run> round, String tool) {
    return Objects.requireNonNull(round.get(tool), tool);
  }

  private static List<Double> spread(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return List.of(
        rounded(sorted[0]),
        rounded(new Median().evaluate(sorted)),
        rounded(sorted[sorted.length - 1]));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
