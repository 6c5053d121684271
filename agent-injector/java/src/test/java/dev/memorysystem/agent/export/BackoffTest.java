package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(new SplittableRandom(7)::nextDouble);

  @Test
  void isAnythingUpToABoundThatDoublesToAMinute() {
    long bound = 1_000;
    for (int failure = 0; failure < 12; failure++) {
      assertThat(backoff.afterFailure(0)).isBetween(1L, bound);
      bound = Math.min(60_000, bound * 2);
    }
  }

  @Test
  void spreadsAThousandAgentsOverTheWholeTime() {
    var tenths = new HashSet<Long>();
    for (int agent = 0; agent < 1_000; agent++) {
      tenths.add((new Backoff(new SplittableRandom(agent)::nextDouble).afterFailure(0) - 1) / 100);
    }
    assertThat(tenths).hasSize(10);
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
    assertThat(backoff.afterFailure(20_000)).isBetween(20_001L, 21_000L);
    assertThat(backoff.afterFailure(Long.MAX_VALUE)).isBetween(300_001L, 302_000L);
  }
}
