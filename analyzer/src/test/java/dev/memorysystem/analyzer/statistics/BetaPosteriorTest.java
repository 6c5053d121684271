package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BetaPosteriorTest {
  @Test
  void nothingSeenIsAnyShare() {
    var posterior = new BetaPosterior(0, 0);

    assertThat(posterior.mean()).isEqualTo(0.5);
    assertThat(posterior.quantile(0.95)).isCloseTo(0.95, within(1e-6));
  }

  @Test
  void noneOfFortyIsAtMostSevenInAHundred() {
    var posterior = new BetaPosterior(0, 40);

    assertThat(posterior.mean()).isCloseTo(1 / 42.0, within(1e-12));
    // the distribution function of Beta(1, 41) is 1 - (1 - x)^41
    assertThat(posterior.quantile(0.95)).isCloseTo(1 - Math.pow(0.05, 1 / 41.0), within(1e-6));
  }

  @Test
  void halfOfManyIsNearAHalf() {
    var posterior = new BetaPosterior(500, 1000);

    assertThat(posterior.quantile(0.05)).isBetween(0.47, 0.48);
    assertThat(posterior.quantile(0.95)).isBetween(0.52, 0.53);
  }
}
