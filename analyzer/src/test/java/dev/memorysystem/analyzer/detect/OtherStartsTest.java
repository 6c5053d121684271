package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

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

class OtherStartsTest {
  private static final long MIB = 1 << 20;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void whatFilledInAnOlderStartFillsInThis() {
    assertThat(judged(t -> 100 + Math.min(200, t / 10), Verdict.NO_LEAK))
        .isInstanceOf(Answer.NotLeak.class);
  }

  @Test
  void anOlderStartThatStillGrowsHasNotFilledWhateverWasSaidOfIt() {
    // too slow to meet its limit within the horizon is no leak, too
    assertThat(judged(t -> 100 + t / 10, Verdict.NO_LEAK)).isInstanceOf(Answer.CannotSay.class);
  }

  @Test
  void anOlderStartOfWhichNothingIsSureSaysNothing() {
    assertThat(judged(t -> 100 + Math.min(200, t / 10), Verdict.INSUFFICIENT))
        .isInstanceOf(Answer.CannotSay.class);
  }

  private static Answer judged(DoubleUnaryOperator older, Verdict verdict) {
    ProcessState young = state("young", t -> 100 + t / 10, 1200);
    Peer peer = new Peer(state("old", older, 6000), verdict);
    return new OtherStarts()
        .judge(Observation.of(young, NOON.plusSeconds(1200), Duration.ofDays(30), List.of(peer)));
  }

  private static ProcessState state(String id, DoubleUnaryOperator mebibytes, int until) {
    var process = new ProcessRef(id, null, null, null, null, null, null, "r1", NOON);
    ProcessState state = ProcessState.of(process, NOON);
    for (int second = 60; second <= until; second += 60) {
      long floor = (long) (MIB * mebibytes.applyAsDouble(second));
      state =
          state.with(
              new LiveSet(
                  new Workload("shop", "Deployment", "checkout", "app"),
                  process,
                  NOON.plusSeconds(second),
                  floor,
                  (long) second,
                  second / 60L,
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
    return state;
  }
}
