package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReporterTest {
  @Test
  void spreadsAThousandAgentsThatStartTogetherOverAnInterval() {
    int[] inSecond = new int[15];
    for (int agent = 0; agent < 1_000; agent++) {
      long nanos = Reporter.untilFirstReport(new SplittableRandom(agent), 60);
      inSecond[(int) (nanos / 1_000_000_000)]++;
    }
    for (int agents : inSecond) {
      assertThat(agents).isBetween(30, 110);
    }
  }

  @Test
  void doesNotWaitLongerThanAnInterval() {
    for (int agent = 0; agent < 1_000; agent++) {
      assertThat(Reporter.untilFirstReport(new SplittableRandom(agent), 0.5))
          .isBetween(0L, 500_000_000L);
    }
  }
}
