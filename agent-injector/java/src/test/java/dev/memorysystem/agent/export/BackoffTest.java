package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(new Random(7));

  @Test
  void doublesUpToAMinuteWithJitterInTheUpperHalf() {
    long full = 1_000;
    for (int failure = 0; failure < 12; failure++) {
      assertThat(backoff.afterFailure(0)).isBetween(full / 2, full);
      full = Math.min(60_000, full * 2);
    }
  }

  @Test
  void startsAgainAfterASuccess() {
    for (int failure = 0; failure < 8; failure++) {
      backoff.afterFailure(0);
    }
    backoff.afterSuccess();
    assertThat(backoff.afterFailure(0)).isLessThanOrEqualTo(1_000);
  }

  @Test
  void waitsAsLongAsTheCollectorAsksButNotForever() {
    assertThat(backoff.afterFailure(20_000)).isEqualTo(20_000);
    assertThat(backoff.afterFailure(Long.MAX_VALUE)).isEqualTo(300_000);
  }
}
