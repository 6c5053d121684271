package dev.memorysystem.agent.sampler.jvmti;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final double BUDGET = 0.003;

  @Test
  void aHeapHoldsTwoThousandSamplesAtMost() {
    assertThat(new Interval(BUDGET, 512 * MIB).bytes()).isEqualTo(256 * KIB);
    assertThat(new Interval(BUDGET, 8_192 * MIB).bytes()).isEqualTo(4 * MIB);
  }

  @Test
  void smallHeapsAreNotSampledWithoutEnd() {
    assertThat(new Interval(BUDGET, 16 * MIB).bytes()).isEqualTo(64 * KIB);
  }

  @Test
  void staysWhileSamplingKeepsToItsBudget() {
    var interval = new Interval(BUDGET, 512 * MIB);
    spend(interval, BUDGET, 3_600);
    assertThat(interval.bytes()).isEqualTo(256 * KIB);
  }

  @Test
  void aDearStartIsPaidFromWhatTheFirstMinuteMayCost() {
    var interval = new Interval(BUDGET, 512 * MIB);
    interval.spent(60 * BUDGET, 1);
    assertThat(interval.bytes()).isEqualTo(256 * KIB);
  }

  @Test
  void doublesUntilSamplingKeepsToItsBudget() {
    var interval = new Interval(BUDGET, 512 * MIB);
    for (int second = 0; second < 600; second++) {
      interval.spent(BUDGET * 5 * (256 * KIB) / interval.bytes(), 1);
    }
    assertThat(interval.bytes()).isEqualTo(2 * MIB);
  }

  @Test
  void neverFallsAgain() {
    var interval = new Interval(BUDGET, 512 * MIB);
    spend(interval, 10 * BUDGET, 20);
    long raised = interval.bytes();
    spend(interval, 0, 3_600);
    assertThat(raised).isGreaterThan(256 * KIB);
    assertThat(interval.bytes()).isEqualTo(raised);
  }

  @Test
  void neverLeavesWhatTheJvmTakes() {
    var interval = new Interval(BUDGET, 512 * MIB);
    spend(interval, 1, 1_000);
    assertThat(interval.bytes()).isEqualTo(1_024 * MIB);
  }

  @Test
  void aPlanMayLowerTheBudgetAndNeverRaiseIt() {
    var interval = new Interval(BUDGET, 512 * MIB);
    interval.limit(BUDGET / 4);
    spend(interval, BUDGET, 600);
    assertThat(interval.bytes()).isGreaterThan(256 * KIB);
    var greedy = new Interval(BUDGET, 512 * MIB);
    greedy.limit(1_000 * BUDGET);
    assertThat(greedy.allowance(1)).isEqualTo((long) (10 * BUDGET * 1e9));
  }

  @Test
  void restsWithoutABudgetAndGoesOnWhereItWas() {
    var interval = new Interval(BUDGET, 512 * MIB);
    interval.limit(0);
    spend(interval, 1, 100);
    assertThat(interval.bytes()).isEqualTo(1_024 * MIB);
    assertThat(interval.allowance(1)).isZero();
    interval.limit(BUDGET);
    assertThat(interval.bytes()).isEqualTo(256 * KIB);
  }

  private static void spend(Interval interval, double share, int seconds) {
    for (int second = 0; second < seconds; second++) {
      interval.spent(share, 1);
    }
  }
}
