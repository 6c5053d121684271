package dev.memorysystem.agent.gc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G1CyclesTest {
  private final G1Cycles cycles = new G1Cycles();

  @Test
  void youngCollectionsAloneAreNoCycle() {
    for (int i = 0; i < 100; i++) {
      assertThat(cycles.young(1_000 + i, false)).isEmpty();
    }
  }

  @Test
  void aCycleEndsAfterItsMixedCollectionsWithTheirSmallestHeapUse() {
    assertThat(cycles.markingPause()).isEmpty();
    assertThat(cycles.young(950, false)).isEmpty();
    assertThat(cycles.markingPause()).isEmpty();
    assertThat(cycles.young(960, false)).isEmpty();
    assertThat(cycles.young(700, true)).isEmpty();
    assertThat(cycles.young(500, true)).isEmpty();
    assertThat(cycles.young(520, false)).hasValue(500);
    assertThat(cycles.young(530, false)).isEmpty();
  }

  @Test
  void aCycleThatReclaimsNothingEndsAtTheSecondYoungCollection() {
    cycles.markingPause();
    cycles.markingPause();
    assertThat(cycles.young(900, false)).isEmpty();
    assertThat(cycles.young(910, false)).hasValue(900);
  }

  @Test
  void withoutMarkingPausesACycleBeginsWithItsFirstMixedCollection() {
    assertThat(cycles.young(900, false)).isEmpty();
    assertThat(cycles.young(600, true)).isEmpty();
    assertThat(cycles.young(550, true)).isEmpty();
    assertThat(cycles.young(560, false)).hasValue(550);
  }

  @Test
  void theNextMarkingEndsACycleThatIsStillReclaiming() {
    cycles.markingPause();
    cycles.markingPause();
    cycles.young(800, true);
    assertThat(cycles.markingPause()).isEmpty();
    assertThat(cycles.markingPause()).hasValue(800);
  }

  @Test
  void aFullCollectionEndsWhatIsUnderWay() {
    cycles.markingPause();
    cycles.full();
    assertThat(cycles.markingPause()).isEmpty();
    assertThat(cycles.young(700, false)).isEmpty();
    assertThat(cycles.young(700, false)).isEmpty();
  }
}
