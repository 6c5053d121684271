package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void assumesUntilItHasMeasuredAndThenExpectsTheSlowest() {
    var speed = new Calibration(100);
    assertThat(speed.predict(50)).isEqualTo(0.5);
    speed.learn(1_000, 0.5);
    assertThat(speed.isMeasured()).isTrue();
    assertThat(speed.predict(1_000)).isEqualTo(0.5);
    speed.learn(1_000, 2);
    assertThat(speed.predict(1_000)).isEqualTo(2);
    speed.learn(1_000, 1);
    assertThat(speed.predict(1_000)).isEqualTo(2);
  }

  @Test
  void learnsNothingFromWhatTheClockCannotTell() {
    var speed = new Calibration(100);
    speed.learn(1_000_000, 0.001);
    speed.learn(0, 5);
    assertThat(speed.isMeasured()).isFalse();
  }
}
