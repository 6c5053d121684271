package dev.memorysystem.agent.gc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationsTest {
  @Test
  void whatWasAddedBetweenCollectionsWasAllocated() {
    Allocations allocations = new Allocations();
    assertThat(allocations.bytes()).isZero();

    allocations.collected(100, 30);
    allocations.collected(130, 40);

    assertThat(allocations.bytes()).isEqualTo(200);
  }

  @Test
  void aHeapThatShrankMeanwhileTakesNothingBack() {
    Allocations allocations = new Allocations();
    allocations.collected(100, 30);

    allocations.collected(20, 10);

    assertThat(allocations.bytes()).isEqualTo(100);
  }
}
