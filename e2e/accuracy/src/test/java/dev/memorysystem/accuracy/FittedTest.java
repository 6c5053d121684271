package dev.memorysystem.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.accuracy.score.Result;
import dev.memorysystem.accuracy.score.Table;
import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Confidence and forecast hold on cases that they were not fitted to. Who changes a rule and sees
 * this fail fits them anew: {@code e2e/accuracy/run --fit}. Bounds are loose: two cases a shape.
 */
class FittedTest {
  private static final long SEED = 2003;
  private static final int CASES = 2;

  @Test
  void confidenceAndForecastAreWhatTheySay() {
    List<Shape> shapes = Shape.all();
    List<Result> results =
        IntStream.range(0, CASES * shapes.size())
            .parallel()
            .mapToObj(
                i ->
                    Bench.judge(
                        shapes.get(i % shapes.size()).draw(Family.TUNING, SEED, i / shapes.size())))
            .toList();
    Table table = Table.of(List.of(results), List.of());

    assertThat(ours(table, "expected calibration error")).isLessThan(0.15);
    assertThat(ours(table, "P10-P90 covers, at least")).isBetween(0.6, 0.95);
    assertThat(ours(table, "forecast at half life")).isLessThan(0.15);
    assertThat(ours(table, "recall of heap leaks")).isGreaterThan(0.3);
  }

  private static double ours(Table table, String what) {
    return table.rows().stream()
        .filter(row -> row.what().startsWith(what))
        .findFirst()
        .orElseThrow()
        .ours()
        .get(1);
  }
}
