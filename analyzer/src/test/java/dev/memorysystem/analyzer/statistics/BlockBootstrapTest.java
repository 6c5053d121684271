package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
  private static final int POINTS = 100;

  private static double[] series(IntToDoubleFunction of) {
    return IntStream.range(0, POINTS).mapToDouble(of).toArray();
  }

  private static double[] noise() {
    var random = new Random(9);
    return series(i -> random.nextGaussian());
  }

  private static double deviation(double[] errors) {
    double squares = Arrays.stream(errors).map(e -> e * e).sum();
    return Math.sqrt(squares / errors.length);
  }

  @Test
  void blocksOfWhatIsAlikeNowhereAreTheCubeRootOfThePoints() {
    assertThat(BlockBootstrap.blockLength(series(i -> i % 2 == 0 ? 1 : -1))).isEqualTo(5);
    assertThat(BlockBootstrap.blockLength(series(i -> 0))).isEqualTo(5);
  }

  @Test
  void blocksAreTwiceAsLongAsNeighboursAreAlike() {
    // runs of eight: a lag of n has a correlation of 1 - n/4, and 0.196 is the least that counts
    assertThat(BlockBootstrap.blockLength(series(i -> i / 8 % 2 == 0 ? 1 : -1))).isEqualTo(6);
  }

  @Test
  void blocksAreAQuarterOfThePointsAtMost() {
    assertThat(BlockBootstrap.blockLength(series(i -> Math.sin(i / 16.0)))).isEqualTo(25);
    assertThat(BlockBootstrap.blockLength(new double[] {1, -1, 1})).isEqualTo(1);
  }

  @Test
  void errorsOfIndependentNoiseAreThoseOfLeastSquares() {
    double[] times = series(i -> 15.0 * i);
    double[] noise = noise();

    double[] errors = BlockBootstrap.slopeErrors(times, noise, 1);

    double mean = 15 * (POINTS - 1) / 2.0;
    double expected = 1 / Math.sqrt(Arrays.stream(times).map(t -> (t - mean) * (t - mean)).sum());
    assertThat(errors).isSorted().hasSize(400);
    assertThat(Arrays.stream(errors).sum()).isCloseTo(0, within(1e-9));
    assertThat(deviation(errors)).isCloseTo(expected, within(0.3 * expected));
    assertThat(BlockBootstrap.slopeErrors(times, noise, 1)).isEqualTo(errors);
  }

  @Test
  void whereTheLevelIsMakesNoDifference() {
    double[] times = series(i -> 15.0 * i);
    double[] noise = noise();
    double[] raised = Arrays.stream(noise).map(v -> v + 1e6).toArray();

    double expected = deviation(BlockBootstrap.slopeErrors(times, noise, 1));
    assertThat(deviation(BlockBootstrap.slopeErrors(times, raised, 1)))
        .isCloseTo(expected, within(0.2 * expected));
  }

  @Test
  void anOutlierCountsAsThreeDeviations() {
    double[] times = series(i -> 15.0 * i);
    double[] far = noise();
    double[] near = far.clone();
    far[40] = 1e6;
    near[40] = 3;

    double robust = deviation(BlockBootstrap.slopeErrors(times, far, 1));
    assertThat(robust)
        .isCloseTo(deviation(BlockBootstrap.slopeErrors(times, near, 1)), within(0.2 * robust));
    // without a deviation there is nothing to measure an outlier by
    assertThat(deviation(BlockBootstrap.slopeErrors(times, far, 0))).isGreaterThan(100 * robust);
  }

  @Test
  void valuesThatAreAlikeMakeTheSlopeLessSure() {
    double[] times = series(i -> 15.0 * i);
    double[] noise = noise();
    double[] alike = series(i -> noise[i / 5 * 5]);

    assertThat(deviation(BlockBootstrap.slopeErrors(times, alike, 1)))
        .isGreaterThan(1.3 * deviation(BlockBootstrap.slopeErrors(times, noise, 1)));
  }
}
