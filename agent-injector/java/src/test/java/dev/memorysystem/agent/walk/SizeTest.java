package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.programs.Holders.Chain;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SizeTest {
  private static final int SLOTS = 2_000;

  private final Chain[] slots = new Chain[SLOTS];
  private final Layouts layouts = new Layouts();

  @Test
  void countsTheEntriesOfAHashTableThatDoesNot() {
    assertThat(Size.entries(slots, layouts)).isZero();
    add(10_000);
    assertThat(Size.entries(slots, layouts)).isCloseTo(10_000, Percentage.withPercentage(1));
    long before = Size.entries(slots, layouts);
    add(2_000);
    assertThat(Size.entries(slots, layouts))
        .isGreaterThan(before)
        .isCloseTo(12_000, Percentage.withPercentage(1));
  }

  @Test
  void countsEachOfFewSlots() {
    Chain[] few = {null, new Chain("a", new Chain("b", null)), new Chain("c", null)};
    assertThat(Size.entries(few, layouts)).isEqualTo(3);
  }

  @Test
  void looksAtNoMoreThanItMay() {
    for (int i = 0; i < Size.LONGEST_CHAIN + 10; i++) {
      slots[0] = new Chain(i, slots[0]);
    }
    assertThat(Size.entries(slots, layouts)).isEqualTo((long) Size.LONGEST_CHAIN * SLOTS);
  }

  private void add(int entries) {
    for (int i = 0; i < entries; i++) {
      slots[i % SLOTS] = new Chain(i, slots[i % SLOTS]);
    }
  }
}
