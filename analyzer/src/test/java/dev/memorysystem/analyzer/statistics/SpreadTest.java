package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void evenTimesLieEvenly() {
    Spread spread = Spread.over(0, 90, new double[] {5, 15, 25, 35, 45, 55, 65, 75, 85});

    assertThat(spread.thirds()).containsExactly(3, 3, 3);
    assertThat(spread.distance()).isCloseTo(1 / 18.0, within(1e-9));
    assertThat(spread.late()).isFalse();
  }

  @Test
  void earlyAndLateTimesAreTold() {
    Spread early = Spread.over(0, 100, new double[] {1, 2, 3, 4});
    Spread late = Spread.over(0, 100, new double[] {96, 97, 98, 99});

    assertThat(early.thirds()).containsExactly(4, 0, 0);
    assertThat(early.late()).isFalse();
    assertThat(early.distance()).isCloseTo(0.96, within(1e-9));
    assertThat(late.thirds()).containsExactly(0, 0, 4);
    assertThat(late.late()).isTrue();
  }

  @Test
  void timesOutsideAreLeftOutAndTheEndCounts() {
    Spread spread = Spread.over(10, 40, new double[] {0, 10, 40, 41});

    assertThat(spread.count()).isEqualTo(2);
    assertThat(spread.thirds()).containsExactly(1, 0, 1);
  }

  @Test
  void fewTimesAndAnEmptyIntervalSayNothing() {
    assertThat(Spread.over(0, 10, new double[] {5}).distance()).isZero();
    assertThat(Spread.over(10, 10, new double[] {10, 10}).count()).isZero();
  }
}
