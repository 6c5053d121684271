package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static LiveSet at(long second, Long classes, Double compiled) {
    return new LiveSet(
        new Workload("shop", "Deployment", "checkout", "app"),
        new ProcessRef("i-1", null, null, null, null, null, null, null, START),
        START.plusSeconds(second),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        classes,
        Areas.UNKNOWN,
        compiled,
        null);
  }

  @Test
  void itEndsWhereClassesStopComing() {
    WarmUp warmUp = WarmUp.UNKNOWN;
    for (long second = 0; second <= 200; second += 10) {
      warmUp = warmUp.with(at(second, Math.min(9_000, 90 * second), null), second);
    }

    assertThat(warmUp.ended()).isBetween(90L, 110L);
    assertThat(warmUp.marks()).isEmpty();
  }

  @Test
  void itGoesOnWhileTheCompilerIsBusy() {
    WarmUp warmUp = WarmUp.UNKNOWN;
    for (long second = 0; second <= 300; second += 15) {
      double compiled = Math.min(second, 150) * 0.5;
      warmUp = warmUp.with(at(second, 5_000L, compiled), second);
    }

    assertThat(warmUp.ended()).isBetween(140L, 180L);
    assertThat(warmUp.busiest()).isEqualTo(0.5);
  }

  @Test
  void aSlowMachineMayCompileATenthOfWhatItDid() {
    WarmUp warmUp = WarmUp.UNKNOWN;
    for (long second = 0; second <= 300; second += 15) {
      double compiled = second < 60 ? 1.5 * second : 90 + 0.1 * (second - 60);
      warmUp = warmUp.with(at(second, 5_000L, compiled), second);
    }

    assertThat(warmUp.ended()).isNotNull();
  }

  @Test
  void whoSaysNothingIsNotKnown() {
    WarmUp warmUp = WarmUp.UNKNOWN.with(at(60, null, 3.0), 60);

    assertThat(warmUp).isSameAs(WarmUp.UNKNOWN);
    assertThat(warmUp.hasBegun()).isFalse();
  }

  @Test
  void marksAreFewHoweverOftenItReports() {
    WarmUp warmUp = WarmUp.UNKNOWN;
    for (long second = 0; second <= 600; second++) {
      warmUp = warmUp.with(at(second, 100 * second, null), second);
      assertThat(warmUp.marks().size()).isLessThanOrEqualTo(9);
    }

    assertThat(warmUp.ended()).isNull();
    assertThat(warmUp.hasBegun()).isTrue();
  }

  @Test
  void whatHasEndedStaysEnded() {
    WarmUp ended = new WarmUp(40L, 0.5, List.of());

    assertThat(ended.with(at(900, 99_000L, 800.0), 900)).isSameAs(ended);
    assertThat(ended.hasBegun()).isTrue();
  }
}
