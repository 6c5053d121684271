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
  /** How a run differs from one without a tool. */
  interface Difference {
    double of(Run run, Run without);

    static Difference percent(ToDoubleFunction<Run> figure) {
      return (run, without) ->
          100 * (figure.applyAsDouble(run) / figure.applyAsDouble(without) - 1);
    }

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
            spread(
                rounds.stream()
                    .mapToDouble(round -> difference.of(of(round, tool), of(round, Tool.NONE)))
                    .sorted()
                    .toArray()));
      }
    }
    List<Double> ours = all.remove(Tool.OURS);
    return new Row(what, unit, "lower", bar, aim, ours, all);
  }

  private static Run of(Map<String, Run> round, String tool) {
    return Objects.requireNonNull(round.get(tool), tool);
  }

  private static List<Double> spread(double[] sorted) {
    return List.of(
        rounded(sorted[0]),
        rounded(new Median().evaluate(sorted)),
        rounded(sorted[sorted.length - 1]));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
