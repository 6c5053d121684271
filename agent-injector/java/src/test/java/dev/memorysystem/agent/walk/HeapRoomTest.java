package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final long MIB = 1 << 20;

  @Test
  void garbageThatWasJustBornTakesNone() {
    assertThat(room(28, 24, 12).isLeft()).isTrue();
    assertThat(room(28, 27, 2).isLeft()).isFalse();
  }

  @Test
  void whereNothingIsBornApartGarbageCounts() {
    assertThat(room(28, 24, 0).isLeft()).isTrue();
    assertThat(room(28, 25, 0).isLeft()).isFalse();
  }

  @Test
  void readsTheHeapOfThisJvm() {
    assertThat(HeapRoom.ofThisJvm().isLeft()).isTrue();
  }

  /**
   * @param max MiB, as the others
   */
  private static HeapRoom room(long max, long used, long newborn) {
    return new HeapRoom(max * MIB, () -> used * MIB, () -> newborn * MIB);
  }
}
