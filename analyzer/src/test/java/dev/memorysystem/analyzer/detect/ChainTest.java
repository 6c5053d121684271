package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final long MIB = 1 << 20;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Whatever the rules say. */
  private static final Rule ALWAYS =
      new Rule() {
        @Override
        public String name() {
          return "always";
        }

        @Override
        public Answer judge(Observation seen) {
          return new Answer.Leak("It grows.");
        }
      };

  private static Judgement judged(DoubleUnaryOperator mebibytes) {
    var process = new ProcessRef("1", null, null, null, null, null, null, null, NOON);
    ProcessState state = ProcessState.of(process, NOON);
    for (int second = 60; second <= 1800; second += 30) {
      long floor = Math.round(MIB * mebibytes.applyAsDouble(second));
      state =
          state.with(
              new LiveSet(
                  new Workload("shop", "Deployment", "checkout", "app"),
                  process,
                  NOON.plusSeconds(second),
                  floor,
                  (long) second,
                  second / 30L,
                  floor,
                  null,
                  floor,
                  1024 * MIB,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null));
    }
    var seen = Observation.of(state, NOON.plusSeconds(1800), Duration.ofDays(7), List.of());
    return Chain.decide(LeakKind.HEAP, seen, List.of(), List.of(ALWAYS));
  }

  @Test
  void whatIsLikelyNoLeakIsNotSuspected() {
    Judgement judgement = judged(t -> 100 + 30 * (1 - Math.exp(-t / 300)));

    assertThat(judgement.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(judgement.reason())
        .isEqualTo("It grows, but of what grows so 25 % is a leak at most: It grows.");
    assertThat(judgement.steps()).last().asString().startsWith("confidence: ");
  }

  @Test
  void whatGrowsSteadilyThroughHalfOfTheHeapIsLikelyOne() {
    Judgement judgement = judged(t -> 100 + t * 0.3);

    assertThat(judgement.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(judgement.confidence()).isGreaterThan(0.8);
  }
}
