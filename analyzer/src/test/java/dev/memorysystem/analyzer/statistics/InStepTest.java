package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InStepTest {
  @Test
  void theSameShapeAtOtherTimesIsInStep() {
    double correlation =
        correlation(times(40, 3), t -> 5 * Math.min(t, 60), times(20, 7), t -> Math.min(t, 60));

    assertThat(correlation).isGreaterThan(0.99);
  }

  @Test
  void oppositeDirectionsAreNot() {
    assertThat(correlation(times(20, 3), t -> t, times(20, 3), t -> -t))
        .isCloseTo(-1, within(1e-9));
  }

  @Test
  void whatStandsStillIsInStepWithNothing() {
    assertThat(correlation(times(20, 3), t -> t, times(20, 3), t -> 8)).isZero();
  }

  @Test
  void tooFewTimesInCommonSayNothing() {
    assertThat(correlation(times(5, 3), t -> t, times(20, 3), t -> t)).isZero();
    assertThat(correlation(times(20, 3), t -> t, times(3, 2), t -> t)).isZero();
    assertThat(correlation(times(20, 3), t -> t, times(0, 2), t -> t)).isZero();
  }

  @Test
  void sixTimesInCommonAreEnough() {
    assertThat(correlation(times(6, 3), t -> t, times(6, 3), t -> t)).isCloseTo(1, within(1e-9));
    assertThat(correlation(times(6, 3), t -> t, times(5, 3), t -> t)).isZero();
  }

  @Test
  void timesThatRepeatAreRead() {
    double[] twice = {0, 0, 10, 10, 20, 20, 30, 30};

    assertThat(correlation(twice, t -> t, twice, t -> t)).isGreaterThan(0.9);
  }

  private static double[] times(int count, double step) {
    return IntStream.range(0, count).mapToDouble(i -> i * step).toArray();
  }

  private static double correlation(
      double[] times, DoubleUnaryOperator first, double[] otherTimes, DoubleUnaryOperator other) {
    return InStep.correlation(
        times,
        IntStream.range(0, times.length).mapToDouble(i -> first.applyAsDouble(times[i])).toArray(),
        otherTimes,
        IntStream.range(0, otherTimes.length)
            .mapToDouble(i -> other.applyAsDouble(otherTimes[i]))
            .toArray());
  }
}
