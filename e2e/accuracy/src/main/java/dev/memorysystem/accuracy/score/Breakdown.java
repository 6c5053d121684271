package dev.memorysystem.accuracy.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of each shape: which leaks are missed, and what raises false alarms. */
public record Breakdown(List<Line> lines) {
  public Breakdown {
    lines = List.copyOf(lines);
  }

  /**
   * Shares of the shape's cases.
   *
   * @param suspected ever
   * @param confirmed ever
   * @param insufficient at the end
   * @param early told before the leak began
   * @param suspectedAfter median share of a leak's life, of those suspected
   * @param confirmedAfter the same of those confirmed
   * @param forecastError median |ln(predicted/actual)|
   * @param bias median ln(predicted/actual): above 0 is too late
   * @param why the reason most often given where the verdict is not the wanted one, numbers left
   *     out
   */
  public record Line(
      String shape,
      boolean leak,
      int cases,
      double suspected,
      double confirmed,
      double insufficient,
      double early,
      @Nullable Double suspectedAfter,
      @Nullable Double confirmedAfter,
      @Nullable Double forecastError,
      @Nullable Double bias,
      @Nullable Double covered,
      @Nullable Double late,
      @Nullable String why) {}

  public static Breakdown of(List<Result> results) {
    Map<String, List<Result>> shapes =
        results.stream()
            .collect(
                Collectors.groupingBy(Breakdown::title, LinkedHashMap::new, Collectors.toList()));
    List<Line> lines = new ArrayList<>();
    shapes.forEach((shape, cases) -> lines.add(line(shape, cases)));
    return new Breakdown(lines);
  }

  /** Leaks and others may share a name: recordings do. */
  private static String title(Result result) {
    return result.name().equals("recordings")
        ? result.leak() ? "recorded leaks" : "recorded without a leak"
        : result.name();
  }

  private static Line line(String shape, List<Result> cases) {
    List<Result.Forecasted> forecasts =
        cases.stream().flatMap(r -> java.util.stream.Stream.ofNullable(r.forecast())).toList();
    double[] errors =
        forecasts.stream()
            .flatMapToDouble(
                f ->
                    f.error() == null
                        ? java.util.stream.DoubleStream.empty()
                        : java.util.stream.DoubleStream.of(f.error()))
            .toArray();
    return new Line(
        shape,
        cases.getFirst().leak(),
        cases.size(),
        Figures.share(cases, r -> r.verdict().suspected() != null),
        Figures.share(cases, r -> r.verdict().confirmed() != null),
        Figures.share(cases, r -> r.verdict().assessment().equals("insufficient")),
        Figures.share(cases, r -> r.verdict().early()),
        median(cases.stream().map(Result::suspectedShare).toList()),
        median(cases.stream().map(Result::confirmedShare).toList()),
        known(Range.median(java.util.Arrays.stream(errors).map(Math::abs).toArray())),
        known(Range.median(errors)),
        share(forecasts, Result.Forecasted::within),
        share(forecasts, Result.Forecasted::late),
        why(cases));
  }

  private static @Nullable Double median(List<@Nullable Double> values) {
    return known(
        Range.median(
            values.stream()
                .flatMapToDouble(
                    v ->
                        v == null
                            ? java.util.stream.DoubleStream.empty()
                            : java.util.stream.DoubleStream.of(v))
                .toArray()));
  }

  private static @Nullable Double share(
      List<Result.Forecasted> all, Predicate<Result.Forecasted> those) {
    return all.isEmpty() ? null : (double) all.stream().filter(those).count() / all.size();
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable String why(List<Result> cases) {
    return cases.stream()
        .filter(r -> !wanted(r))
        .collect(
            Collectors.groupingBy(
                r -> r.verdict().assessment() + ": " + words(r.verdict().reason()),
                Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(most -> most.getValue() + "x " + most.getKey())
        .orElse(null);
  }

  private static boolean wanted(Result result) {
    return result.leak()
        ? result.verdict().confirmed() != null
        : result.verdict().suspected() == null
            && !result.verdict().assessment().equals("insufficient");
  }

  private static String words(String reason) {
    String words = reason.replaceAll("[0-9][0-9.,]*( (%|[KMG]iB(/h)?|s|min|h|d)\\b)*", "…");
    return words.length() > 90 ? words.substring(0, 90) + "…" : words;
  }
}
