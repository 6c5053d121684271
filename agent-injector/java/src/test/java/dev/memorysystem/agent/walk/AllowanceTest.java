package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
  @Test
  void isThreePerMilleAndHalfASecondInAdvance() {
    var allowance = new Allowance(15, 0.02);
    assertThat(allowance.covers(0.5, 0)).isTrue();
    allowance.spend(0.5);
    assertThat(allowance.covers(0.03, 0)).isFalse();
    assertThat(allowance.covers(0.03, 10)).isTrue();
    assertThat(allowance.covers(0.05, 10)).isFalse();
  }

  @Test
  void isNeverMoreThanTheUsersBound() {
    var allowance = new Allowance(0.5, 0.001);
    assertThat(allowance.covers(0.17, 0)).isTrue();
    assertThat(allowance.covers(0.18, 0)).isFalse();
  }

  @Test
  void aPlanMayLowerItAndNeverRaiseIt() {
    var allowance = new Allowance(15, 0.02);
    allowance.limit(0.001);
    assertThat(allowance.covers(0.17, 0)).isTrue();
    assertThat(allowance.covers(0.18, 0)).isFalse();
    allowance.limit(1);
    assertThat(allowance.covers(0.5, 0)).isTrue();
    assertThat(allowance.covers(0.6, 0)).isFalse();
    allowance.limit(0);
    assertThat(allowance.covers(0, 1_000)).isFalse();
  }

  @Test
  void isNothingWhereNothingIsAllowed() {
    assertThat(new Allowance(15, 0).covers(0, 1_000)).isFalse();
  }
}
