package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PruneTimeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final PruneTime time = new PruneTime(NOON, nanos::get);
  private Instant clock = NOON;

  private Instant after(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    clock = clock.plus(duration);
    return time.of(clock);
  }

  @Test
  void itIsTheClocksWhereThatGoesAsTimeDoes() {
    for (int hour = 1; hour < 100; hour++) {
      assertThat(after(Duration.ofHours(1))).isEqualTo(NOON.plus(Duration.ofHours(hour)));
    }
  }

  @Test
  void afterAnOutageItCatchesUpBitByBit() {
    clock = clock.plus(Duration.ofDays(10));
    assertThat(time.of(clock)).isEqualTo(NOON);
    assertThat(after(Duration.ofHours(1))).isEqualTo(NOON.plus(Duration.ofHours(4)));
    Instant before = time.of(clock);
    int hours = 1;
    while (time.of(clock).isBefore(clock)) {
      Instant now = after(Duration.ofHours(1));
      assertThat(now).isBetween(before, before.plus(Duration.ofHours(4)));
      before = now;
      hours++;
    }
    assertThat(hours).isBetween(75, 85);
    assertThat(after(Duration.ofHours(1))).isEqualTo(clock);
  }

  @Test
  void aClockThatIsSetBackHoldsItBack() {
    after(Duration.ofHours(5));
    clock = clock.minus(Duration.ofDays(1));
    assertThat(after(Duration.ofHours(1))).isEqualTo(clock);
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(time.of(clock)).isEqualTo(clock);
  }
}
