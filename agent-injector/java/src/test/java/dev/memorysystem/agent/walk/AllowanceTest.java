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
    allowance.spend(0.1);
    assertThat(allowance.covers(0.07, 0)).isTrue();
    assertThat(allowance.covers(0.08, 0)).isFalse();
  }

  @Test
  void aPlanMayLowerItAndNeverRaiseIt() {
    var allowance = new Allowance(15, 0.02);
    allowance.spend(0.1);
    allowance.limit(0.001);
    assertThat(allowance.covers(0.07, 0)).isTrue();
    assertThat(allowance.covers(0.08, 0)).isFalse();
    allowance.limit(1);
    assertThat(allowance.covers(0.41, 0)).isTrue();
    assertThat(allowance.covers(0.42, 0)).isFalse();
    allowance.limit(0);
    assertThat(allowance.covers(0, 1_000)).isFalse();
  }

  @Test
  void noMoreThanHalfASecondIsSavedUp() {
    var allowance = new Allowance(15, 0.02);
    assertThat(allowance.covers(0.5, 100_000)).isTrue();
    allowance.spend(0.5);
    assertThat(allowance.covers(0.03, 100_000)).isFalse();
    assertThat(allowance.covers(0.03, 100_010)).isTrue();
  }

  @Test
  void aDearWalkIsPaidOffBeforeTheNext() {
    var allowance = new Allowance(15, 0.02);
    assertThat(allowance.covers(2, 0)).isTrue();
    allowance.spend(2);
    assertThat(allowance.covers(2, 600)).isFalse();
    assertThat(allowance.covers(2, 667)).isTrue();
  }

  @Test
  void isNothingWhereNothingIsAllowed() {
    assertThat(new Allowance(15, 0).covers(0, 1_000)).isFalse();
  }
}
