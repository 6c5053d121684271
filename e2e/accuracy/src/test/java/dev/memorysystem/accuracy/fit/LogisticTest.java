package dev.memorysystem.accuracy.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.accuracy.fit.Logistic.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticTest {
  /**
   * Hours of study and passing an exam, a textbook's example of logistic regression; its maximum
   * likelihood estimates are -4.0777 and 1.5046.
   */
  private static final double[] HOURS = {
    0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 1.75, 2.00, 2.25, 2.50, 2.75, 3.00, 3.25, 3.50, 4.00, 4.25,
    4.50, 4.75, 5.00, 5.50
  };

  private static final int[] PASSED = {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};

  @Test
  void findsThePublishedEstimates() {
    // so often that the ridge does not show
    List<Row> rows =
        IntStream.range(0, 1000 * HOURS.length)
            .map(i -> i % HOURS.length)
            .mapToObj(i -> new Row(new double[] {HOURS[i]}, PASSED[i] == 1, 1))
            .toList();

    Logistic fit = Logistic.fit(rows);

    assertThat(fit.weights()[0]).isCloseTo(-4.0777, within(0.001));
    assertThat(fit.weights()[1]).isCloseTo(1.5046, within(0.001));
    assertThat(fit.probability(new double[] {2})).isCloseTo(0.2557, within(0.001));
  }

  @Test
  void leavesOutASignThatSpeaksAgainstWhatItStandsFor() {
    var random = new SplittableRandom(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double good = random.nextDouble(-2, 2);
      double bad = random.nextDouble(-2, 2);
      double probability = 1 / (1 + Math.exp(-(0.5 + 2 * good - bad)));
      rows.add(new Row(new double[] {good, bad}, random.nextDouble() < probability, 1));
    }

    Logistic fit = Logistic.fit(rows);

    assertThat(fit.weights()[2]).isZero();
    assertThat(fit.weights()[1]).isBetween(1.4, 2.2);
    assertThat(
            rows.stream().mapToDouble(r -> fit.probability(r.features())).average().orElseThrow())
        .as("as many as there are")
        .isCloseTo(
            rows.stream().mapToDouble(r -> r.leak() ? 1 : 0).average().orElseThrow(), within(1e-6));
  }
}
