package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void aSmallHeapTakesSmallerRequests() {
    assertThat(Limits.DEFAULT.within(64L << 20))
        .isEqualTo(new Limits(2L << 20, 4L << 20, 16L << 20));
  }

  @Test
  void aLargeHeapTakesWhatIsConfigured() {
    assertThat(Limits.DEFAULT.within(8L << 30)).isEqualTo(Limits.DEFAULT);
  }
}
