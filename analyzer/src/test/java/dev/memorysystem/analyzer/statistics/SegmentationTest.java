package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentationTest {
  @Test
  void theNileShiftedIn1898() {
    Segmentation found = Segmentation.of(Nile.years(), Nile.flow());

    assertThat(found.segments()).hasSize(2);
    assertThat(1871 + found.segments().getLast().from()).isBetween(1898, 1900);
    assertThat(found.sigma()).isCloseTo(130, within(40.0));
  }

  @Test
  void aLineIsOnePiece() {
    long pieces =
        IntStream.range(0, 100)
            .filter(seed -> of(80, t -> 5 * t, 3, seed).segments().size() > 1)
            .count();

    assertThat(pieces).isLessThanOrEqualTo(5);
  }

  @Test
  void aStepIsFoundWhereItIsWithItsHeight() {
    var found = of(60, t -> t < 40 ? 100 : 180, 4, 1).segments();

    assertThat(found).hasSize(2);
    assertThat(found.getLast().from()).isBetween(39, 41);
    assertThat(found.getLast().first() - found.getFirst().last()).isCloseTo(80, within(8.0));
    assertThat(found.getFirst().size() + found.getLast().size()).isEqualTo(60);
  }

  @Test
  void aBendIsFoundWithBothSlopes() {
    var found = of(80, t -> t < 50 ? 0 : 4 * (t - 50), 2, 2).segments();

    assertThat(found.getLast().slope())
        .isCloseTo(4, within(3 * found.getLast().slopeError() + 0.3));
    assertThat(found.getFirst().slope()).isCloseTo(0, within(0.3));
    assertThat(found.getLast().from()).isBetween(44, 55);
  }

  @Test
  void aPieceIsItsLine() {
    double[] times = IntStream.range(0, 10).mapToDouble(i -> 100 + i).toArray();
    double[] values = IntStream.range(0, 10).mapToDouble(i -> 5 + 2.0 * i).toArray();

    Segmentation found = Segmentation.of(times, values);

    assertThat(found.sigma()).as("at least one").isEqualTo(1);
    assertThat(found.segments()).hasSize(1);
    Segment piece = found.segments().getFirst();
    assertThat(piece.first()).isCloseTo(5, within(1e-9));
    assertThat(piece.last()).isCloseTo(23, within(1e-9));
    assertThat(piece.slope()).isCloseTo(2, within(1e-9));
    assertThat(piece.slopeError()).isCloseTo(1 / Math.sqrt(82.5), within(1e-9));
    assertThat(piece.size()).isEqualTo(10);
  }

  @Test
  void theNoiseIsTheLargestOfSeveralSpans() {
    double[] wave = {10, 10, -10, -10, 10, 10, -10, -10};

    // neighbours bend by 20, every second by 40: of these there are enough in eight points
    assertThat(Segmentation.of(times(8), wave).sigma())
        .isCloseTo(1.4826 * 40 / Math.sqrt(6), within(1e-9));
    assertThat(Segmentation.of(times(7), Arrays.copyOf(wave, 7)).sigma())
        .isCloseTo(1.4826 * 20 / Math.sqrt(6), within(1e-9));
    assertThat(Segmentation.of(times(5), Arrays.copyOf(wave, 5)).sigma())
        .as("too few to tell")
        .isEqualTo(1);
  }

  @Test
  void noiseIsAtLeastATwoHundredthOfTheRange() {
    double[] ramp = Arrays.stream(times(20)).map(t -> 1000 * t).toArray();

    assertThat(Segmentation.of(times(20), ramp).sigma()).isCloseTo(95, within(1e-9));
  }

  @Test
  void aSpikeBecomesTheNearerOfItsNeighbours() {
    assertThat(Segmentation.withoutSpikes(new double[] {1, 9, 2, 0, 7, 8}))
        .containsExactly(1, 2, 2, 2, 7, 8);
  }

  private static double[] times(int points) {
    return IntStream.range(0, points).asDoubleStream().toArray();
  }

  @Test
  void oneOutlierIsNoPiece() {
    double[] times = IntStream.range(0, 30).asDoubleStream().toArray();
    double[] values = new double[30];
    Arrays.fill(values, 50);
    values[12] = 5_000;

    assertThat(Segmentation.of(times, values).segments()).hasSize(1);
  }

  @Test
  void fewPointsAreOnePiece() {
    assertThat(Segmentation.of(new double[] {1}, new double[] {7}).segments())
        .containsExactly(new Segment(0, 1, 7, 7, 0, Double.POSITIVE_INFINITY));
    assertThat(Segmentation.of(new double[] {1, 2, 3}, new double[] {7, 9, 8}).segments())
        .hasSize(1);
  }

  /** Every way to cut the series, tried by hand. */
  @Test
  void itIsTheCheapestOfAllWaysToCut() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      double[] times = IntStream.range(0, 14).asDoubleStream().toArray();
      double[] values =
          Arrays.stream(times).map(t -> (t < 6 ? 20 : 90) + 9 * random.nextGaussian()).toArray();
      Segmentation found = Segmentation.of(times, values);
      double sigma = found.sigma();
      var lines = new Lines(times, Segmentation.withoutSpikes(values));
      double price = 3 * Math.log(14);
      double cost = -price;
      for (Segment segment : found.segments()) {
        cost += lines.aroundLine(segment.from(), segment.to()) / (sigma * sigma) + price;
      }

      assertThat(cost).isCloseTo(cheapest(lines, 14, sigma, price) - price, within(1e-6));
    }
  }

  private static double cheapest(Lines lines, int to, double sigma, double price) {
    if (to == 0) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int from = 0; from <= to - Segmentation.SHORTEST; from++) {
      if (from == 0 || from >= Segmentation.SHORTEST) {
        double cost = lines.aroundLine(from, to) / (sigma * sigma) + price;
        best = Math.min(best, cheapest(lines, from, sigma, price) + cost);
      }
    }
    return best;
  }

  private static Segmentation of(int points, DoubleUnaryOperator level, double noise, long seed) {
    var random = new Random(seed);
    double[] times = IntStream.range(0, points).asDoubleStream().toArray();
    return Segmentation.of(
        times,
        Arrays.stream(times)
            .map(t -> level.applyAsDouble(t) + noise * random.nextGaussian())
            .toArray());
  }
}
