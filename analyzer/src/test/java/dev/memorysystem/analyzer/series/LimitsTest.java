package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void theHeapLimitBindsWhenTheContainerHasRoom() {
    assertThat(new Limits(200L, 400L, 50L).binding())
        .isEqualTo(new Binding("heap limit", 200, 200));
  }

  @Test
  void theContainerBindsWhenTheHeapDoesNotFitBesideTheRest() {
    assertThat(new Limits(380L, 400L, 50L).binding())
        .isEqualTo(new Binding("container limit", 400, 350));
  }

  @Test
  void whatIsUnknownDoesNotBind() {
    assertThat(Limits.UNKNOWN.binding()).isNull();
    assertThat(new Limits(null, 400L, null).binding())
        .isEqualTo(new Binding("container limit", 400, 400));
    assertThat(new Limits(200L, 100L, null).binding())
        .isEqualTo(new Binding("heap limit", 200, 200));
  }

  @Test
  void memoryBesideTheHeapIsTheLeastSeen() {
    Limits limits = Limits.UNKNOWN.with(signal(100L, 180L), 0).with(signal(150L, 210L), 0);

    assertThat(limits.nonHeap()).isEqualTo(60);
    assertThat(limits.with(signal(100L, 300L), 0).nonHeap()).isEqualTo(60);
    assertThat(limits.with(signal(null, null), 0)).isEqualTo(limits);
    assertThat(limits.with(signal(300L, 200L), 0).nonHeap()).isZero();
  }

  private static LiveSet signal(@Nullable Long heapUsed, @Nullable Long rssAnonymous) {
    return new LiveSet(
        new Workload("n", "Deployment", "w", "c"),
        new ProcessRef("i", null, null, null, null, null, null, null, null),
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        heapUsed,
        null,
        null,
        rssAnonymous,
        null,
        null,
        null,
        null);
  }
}
