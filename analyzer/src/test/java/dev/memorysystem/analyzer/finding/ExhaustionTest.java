package dev.memorysystem.analyzer.finding;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExhaustionTest {
  private static Exhaustion of(@Nullable Instant median, long limit) {
    return new Exhaustion(limit, null, median, null, NOON);
  }

  @Test
  void theEarlierHasTheEarlierMedian() {
    Exhaustion soon = of(NOON.plusSeconds(10), 1);
    Exhaustion late = of(NOON.plusSeconds(20), 2);
    Exhaustion never = of(null, 3);

    assertThat(Exhaustion.earlier(soon, late)).isSameAs(soon);
    assertThat(Exhaustion.earlier(late, soon)).isSameAs(soon);
    assertThat(Exhaustion.earlier(never, late)).isSameAs(late);
    assertThat(Exhaustion.earlier(late, never)).isSameAs(late);
    assertThat(Exhaustion.earlier(never, of(null, 4))).isSameAs(never);
    assertThat(Exhaustion.earlier(soon, of(NOON.plusSeconds(10), 5))).isSameAs(soon);
    assertThat(Exhaustion.earlier(null, late)).isSameAs(late);
    assertThat(Exhaustion.earlier(late, null)).isSameAs(late);
    assertThat(Exhaustion.earlier(null, null)).isNull();
  }
}
