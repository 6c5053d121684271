package dev.memorysystem.agent.sampler.jvmti;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldCyclesTest {
  @Test
  void nothingIsOldBeforeEnoughCyclesWereSeen() {
    var cycles = new OldCycles(0, 7);
    cycles.look(10, 8);
    cycles.look(20, 9);
    assertThat(cycles.before(2)).isEqualTo(Long.MIN_VALUE);
  }

  /** A cycle completed at some time after the look before: what was born then outlived the next. */
  @Test
  void isOldWhatWasBornBeforeTheSecondLastCycle() {
    var cycles = new OldCycles(0, 7);
    cycles.look(10, 8);
    cycles.look(20, 8);
    cycles.look(30, 9);
    cycles.look(40, 10);
    assertThat(cycles.before(2)).isEqualTo(0);
    cycles.look(50, 11);
    assertThat(cycles.before(2)).isEqualTo(20);
    assertThat(cycles.before(3)).isEqualTo(0);
  }

  @Test
  void severalCyclesBetweenTwoLooksCountEach() {
    var cycles = new OldCycles(0, 0);
    cycles.look(10, 0);
    cycles.look(20, 50);
    assertThat(cycles.before(2)).isEqualTo(10);
    assertThat(cycles.before(3)).isEqualTo(10);
  }

  @Test
  void timesBelowZeroAreTimesToo() {
    var cycles = new OldCycles(-100, 0);
    cycles.look(-50, 3);
    assertThat(cycles.before(2)).isEqualTo(-100);
  }
}
