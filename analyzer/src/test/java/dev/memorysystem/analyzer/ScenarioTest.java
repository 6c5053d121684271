package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The leaks and the hard negatives, as series with a name. */
class ScenarioTest {
  private static final Heap.Sampler LEAK =
      (age, random) ->
          List.of(
              Heap.leakingSite("com.acme.shop.Order", age, age / 3, 5, random),
              Heap.filledSite("com.acme.shop.Config", age, 10, 0, 5, random));

  @Test
  void fastLeakIsConfirmedWithinThreeMinutes() {
    var run = Run.of(Heap.of(t -> 20 + 0.6 * t).sampled(LEAK).signals(180));

    Finding finding = run.finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.type()).isEqualTo("com.acme.shop.Order");
    assertThat(finding.evidence().applicationFrame())
        .isEqualTo("com.acme.shop.Orders.add(Store.java:41)");
    assertThat(finding.growthBytesPerHour())
        .isBetween(0.5 * 3600 * Heap.MIB, 0.7 * 3600 * Heap.MIB);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.LEAK);
    var exhausted = Heap.START.plusSeconds((long) ((256 - 20) / 0.6));
    assertThat(Duration.between(finding.exhaustion().p50(), exhausted).abs())
        .isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void slowLeakIsConfirmed() {
    var heap = Heap.of(t -> 300 + t / 3600.0 * 40).every(15, 240).limit(1024).noise(3);
    var run = Run.of(heap.sampled((age, random) -> LEAK.at(age, random)).signals(8 * 3600));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void cacheThatFillsEarlyAndStaysIsNotSuspected() {
    var run =
        Run.of(
            Heap.of(t -> 20 + 60 * Math.min(1, t / 60))
                .sampled(
                    (age, random) ->
                        List.of(Heap.replacingSite("com.acme.shop.Page", age, 60, 40, random)))
                .signals(600));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void noiseIsNotSuspected() {
    var run = Run.of(Heap.of(t -> 40).noise(4).signals(1800));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }
}
