package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What fills looks like a leak in every way but the share of the room that it takes: its survivors
 * here are of all ages, too.
 */
class RoomTest {
  private static final int HOUR = 3600;

  private static final Heap.Sampler OF_ALL_AGES =
      (age, random) ->
          List.of(Heap.leakingSite("com.acme.shop.Page", age, Math.min(90, age / 2), 5, random));

  private static Run run(Heap heap, int seconds) {
    return Run.of(heap.sampled(OF_ALL_AGES).signals(seconds));
  }

  @Test
  void theFirstToothOfASawtoothOfTwoMinutesIsNotSuspected() {
    Run run = run(Heap.of(t -> 18 + 0.41 * (t % 145)).limit(128).every(5, 10), 660);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aFallIsNoLeakBeforeThereAreManyCyclesSince() {
    Run run = run(Heap.of(t -> 18 + 0.1 * (t % 400)).limit(256).every(5, 20), 480);

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(run.assessment().reason()).contains("what grew was given back");
  }

  @Test
  void aCacheThatTakesAQuarterOfTheRoomIsNotConfirmed() {
    Run run = run(Heap.of(t -> 20 + 38 * Math.min(1, t / 400)).limit(160).every(5, 10), 1800);

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  static Stream<Arguments> lives() {
    return Stream.of(
        Arguments.of(480, 5, 10),
        Arguments.of(900, 5, 15),
        Arguments.of(HOUR, 15, 60),
        Arguments.of(12 * HOUR, 60, 300),
        Arguments.of(72 * HOUR, 60, 1200));
  }

  @ParameterizedTest(name = "{0} s")
  @MethodSource("lives")
  void aSteadyLeakIsConfirmedBeforeHalfOfItsLife(int life, int interval, int cycleEvery) {
    Heap heap = Heap.of(t -> 20 + 236.0 * t / life).limit(256).every(interval, cycleEvery);

    Run run = run(heap, life / 2);

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(Duration.between(Heap.START, suspectedAt(run.finding())).toSeconds())
        .isLessThan((long) (0.4 * life));
  }

  private static Instant suspectedAt(Finding finding) {
    return finding.transitions().getFirst().at();
  }

  @Test
  void aSuspicionSaysWhatIsMissing() {
    Run run = run(Heap.of(t -> 20 + 0.2 * t).limit(256).every(5, 10), 450);

    assertThat(run.finding().state()).isEqualTo(FindingState.SUSPECTED);
    assertThat(run.finding().evidence().steps())
        .anySatisfy(
            step ->
                assertThat(step)
                    .startsWith("not confirmed: it may be filling, at")
                    .endsWith("confirmed from 37 %"));
  }

  @Test
  void growthIsNotSuspectedBeforeItHasUsedAGoodPartOfTheRoom() {
    Run run = run(Heap.of(t -> 20 + 0.1 * t).limit(256).every(5, 10), 450);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(run.assessment().reason()).contains("of what was free").contains("suspected from");
  }

  /** Classes come and code is compiled for that long. */
  private static List<Signal> warmingFor(int seconds, List<Signal> signals) {
    return Working.warming(
        signals, t -> 5000 + 100 * Math.min(t, seconds), t -> 0.5 * Math.min(t, seconds));
  }

  @Test
  void aLeakThatGrowsThroughALongWarmUpIsConfirmedBeforeHalfOfItsLife() {
    Heap heap = Heap.of(t -> 20 + 236.0 * t / 540).limit(256).every(5, 10).sampled(OF_ALL_AGES);

    Run run = Run.of(warmingFor(140, heap.signals(260)));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void whatOnlyWarmUpBroughtDoesNotCount() {
    Heap heap =
        Heap.of(t -> t < 140 ? 20 + 0.9 * t : 146 + 0.12 * (t - 140)).limit(256).every(5, 10);

    Run run = Run.of(warmingFor(140, heap.sampled(OF_ALL_AGES).signals(400)));

    assertThat(run.findings()).isEmpty();
  }

  /** Grows to 45 % of what is free, in four minutes. */
  private static Heap filling() {
    return Heap.of(t -> 20 + 106 * Math.min(1, t / 240)).limit(256).every(5, 10);
  }

  @Test
  void whatAnOlderStartOfTheRevisionShowsNothingOfTakesMoreRoomToConfirm() {
    Heap older = Heap.of(t -> 20 + 20 * Math.min(1, t / 100)).limit(256).every(5, 10);
    Run alone = run(filling(), 240);
    Run beside = Run.of(older.sampled(OF_ALL_AGES).signals(600));
    beside.feed(filling().as("2", Heap.START.plusSeconds(610)).sampled(OF_ALL_AGES).signals(240));

    assertThat(alone.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(beside.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
  }
}
