package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The leaks and the hard negatives, as series with a name. */
class ScenarioTest {
  private static final int HOUR = 3600;

  private static final Heap.Sampler LEAKING =
      (age, random) ->
          List.of(
              Heap.leakingSite("com.acme.shop.Order", age, age / 3, 5, random),
              Heap.filledSite("com.acme.shop.Config", age, 10, 0, 5, random));

  private static final Heap.Sampler LEAKING_SLOWLY =
      (age, random) ->
          List.of(
              Heap.leakingSite("com.acme.shop.Order", age, 20, 5, random),
              Heap.filledSite("com.acme.shop.Config", age, 10, 0, 5, random));

  private static final Heap.Sampler REPLACING =
      (age, random) ->
          List.of(Heap.replacingSite("com.acme.shop.Page", age, 60, Math.min(60, age), random));

  private static final Heap.Sampler FILLING =
      (age, random) ->
          List.of(Heap.leakingSite("com.acme.shop.Page", age, Math.min(90, age), 5, random));

  @Test
  void fastLeak() {
    Run run = Run.of(Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING).signals(240));

    Finding finding = run.finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.type()).isEqualTo("com.acme.shop.Order");
    assertThat(finding.evidence().applicationFrame())
        .isEqualTo("com.acme.shop.Orders.add(Store.java:41)");
    assertThat(finding.growthBytesPerHour())
        .isBetween(0.5 * HOUR * Heap.MIB, 0.7 * HOUR * Heap.MIB);
    assertThat(finding.shareOfGrowth()).isGreaterThan(0.9);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.LEAK);
    Instant exhausted = Heap.START.plusSeconds((long) ((256 - 20) / 0.6));
    assertThat(Duration.between(finding.exhaustion().p50(), exhausted).abs())
        .isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void leakThatHasFilledTheHeapIsNotResolved() {
    Heap.Sampler untilFull =
        (age, random) ->
            List.of(
                Heap.filledSite(
                    "com.acme.shop.Order", age, Math.min(age, 380) / 3, 5, 380, random));

    Run run = Run.of(Heap.of(t -> Math.min(248, 20 + 0.6 * t)).sampled(untilFull).signals(1800));

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.RESOLVED);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void leakWhoseSiteIsNoLongerSampledIsConfirmedByItsGrowth() {
    Heap.Sampler early =
        (age, random) ->
            age < 160
                ? LEAKING.at(age, random)
                : List.of(Heap.filledSite("com.acme.shop.Config", age, 10, 0, 5, random));

    Run run = Run.of(Heap.of(t -> 20 + 0.6 * t).every(4, 4).sampled(early).signals(360));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().type()).isEqualTo("com.acme.shop.Order");
    assertThat(run.finding().reason()).contains("the newest samples do not show it");
    assertThat(run.findings())
        .filteredOn(f -> f.state() == FindingState.CONFIRMED)
        .extracting(Finding::confidence)
        .isSortedAccordingTo(Double::compare);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
  }

  static Stream<Arguments> leaks() {
    return Stream.of(
        Arguments.of(
            "40 MiB/h in 1 GiB",
            Heap.of(t -> 300 + t / HOUR * 40).every(15, 240).limit(1024).noise(2),
            8 * HOUR),
        Arguments.of(
            "10 MiB/h in 512 MiB",
            Heap.of(t -> 200 + t / HOUR * 10).every(15, 900).limit(512).noise(1),
            24 * HOUR),
        Arguments.of(
            "24 MiB/h in 4 GiB, where only a day of growth tells",
            Heap.of(t -> 500 + t / HOUR * 24).every(60, 1200).limit(4096).noise(2),
            36 * HOUR),
        Arguments.of("2 MiB/s in 1 GiB", Heap.of(t -> 100 + 2 * t).limit(1024).noise(10), 300),
        Arguments.of(
            "a leak under a daily load",
            Heap.of(t -> 300 + t / HOUR * 20 + 30 * Math.sin(t / 86_400 * 2 * Math.PI))
                .every(60, 600)
                .limit(2048)
                .noise(3),
            48 * HOUR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leaks")
  void leakIsConfirmed(String name, Heap heap, int seconds) {
    Run run = Run.of(heap.sampled(LEAKING_SLOWLY).signals(seconds));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
  }

  /** Series in which nothing leaks: how they look from their live set. */
  static Stream<Arguments> negatives() {
    DoubleUnaryOperator fillsEarly = t -> 20 + 60 * Math.min(1, t / 60);
    return Stream.of(
        Arguments.of("noise", Heap.of(t -> 40).noise(4), HOUR),
        Arguments.of("cache that fills early and stays", Heap.of(fillsEarly), HOUR),
        Arguments.of("warm-up", Heap.of(t -> 50 - 30 * Math.exp(-t / 20)), HOUR),
        Arguments.of(
            "cache that fills at random", Heap.of(t -> 20 + 100 * (1 - Math.exp(-t / 60))), HOUR),
        Arguments.of("step-up", Heap.of(t -> t < 900 ? 40 : 90), HOUR),
        Arguments.of(
            "load step times three",
            Heap.of(t -> t < 1200 ? 30 : 30 + 60 * Math.min(1, (t - 1200) / 45)),
            HOUR),
        Arguments.of("sawtooth of two minutes", Heap.of(t -> 30 + 0.5 * (t % 120)), HOUR),
        Arguments.of(
            "nightly batch",
            Heap.of(t -> 300 + (t % 86_400 < HOUR ? 200 : 0)).every(60, 300).limit(1024).noise(3),
            72 * HOUR),
        Arguments.of(
            "plan cache that fills in a day's first requests",
            Heap.of(t -> 100 + 12 * Math.min(1, t / 600)).noise(1),
            HOUR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("negatives")
  void nothingIsSuspected(String name, Heap heap, int seconds) {
    Run run = Run.of(heap.sampled(REPLACING).signals(seconds));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("negatives")
  void nothingIsConfirmedThoughSurvivorsLookLikeALeaks(String name, Heap heap, int seconds) {
    Run run = Run.of(heap.sampled(FILLING).signals(seconds));

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void cacheThatFillsATenthOfTheHeapOverAnHourIsNotSuspected() {
    Heap heap = Heap.of(t -> 200 + 100 * Math.min(1, t / HOUR)).limit(1024).every(15, 30);
    Run run = Run.of(heap.sampled(FILLING).signals(3 * HOUR));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void cacheThatFillsAThirdOfTheHeapAsSteadilyAsALeakIsAtMostSuspected() {
    Heap.Sampler computed =
        (age, random) -> FILLING.at(age, random).stream().map(s -> computedForAMap(s)).toList();
    Heap heap = Heap.of(t -> 10 + 78 * Math.min(1, t / 260)).limit(224);
    Run run = Run.of(heap.sampled(computed).signals(900));

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
    assertThat(run.findings().getFirst().recommendation()).contains("computed for a map");
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void mapWithoutABoundIsConfirmedOnceItHasUsedHalfOfWhatWasFree() {
    Heap.Sampler computed =
        (age, random) -> LEAKING.at(age, random).stream().map(s -> computedForAMap(s)).toList();
    Run run = Run.of(Heap.of(t -> 10 + 0.4 * t).limit(224).sampled(computed).signals(480));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  private static Site computedForAMap(Site site) {
    List<String> frames = new ArrayList<>(site.frames());
    frames.add(3, "java.util.concurrent.ConcurrentHashMap.compute(ConcurrentHashMap.java:1932)");
    return new Site(
        site.type(),
        frames,
        site.liveCount(),
        site.liveBytes(),
        site.ages(),
        site.births(),
        site.deaths());
  }

  @Test
  void loadThatSwingsSlowlyIsAtMostSuspected() {
    Heap heap = Heap.of(t -> 60 + 15 * Math.sin(t / 300));
    Run run = Run.of(heap.sampled(FILLING).signals(2 * HOUR));

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void softReferencesThatWereGivenBackOnceAreNotSuspectedAgain() {
    Heap heap = Heap.of(t -> 60 + 0.4 * (t % 400));
    Run run = Run.of(heap.sampled(FILLING).signals(2 * HOUR));

    Instant firstFall = Heap.START.plusSeconds(400);
    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
    assertThat(run.finding().transitions())
        .noneMatch(t -> t.state() == FindingState.SUSPECTED && t.at().isAfter(firstFall));
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void leakIsOneFindingInAllReplicas() {
    Heap heap = Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING);
    Run run =
        Run.of(
            together(
                heap.as("a", Heap.START).signals(240),
                heap.as("b", Heap.START).signals(240),
                heap.as("c", Heap.START).signals(240)));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().processes()).hasSize(3);
  }

  @SafeVarargs
  private static List<Signal> together(List<Signal>... many) {
    List<Signal> all = new ArrayList<>();
    for (List<Signal> some : many) {
      all.addAll(some);
    }
    all.sort(Comparator.comparing(Signal::at));
    return all;
  }

  @Test
  void restartMidSeriesKeepsTheFinding() {
    Heap heap = Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING);
    Run run = Run.of(heap.signals(240));
    Heap second = heap.as("2", Heap.START.plusSeconds(245));
    run.feed(deleted("uid-1", 245)).feed(second.signals(60));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().exhaustion()).isNull();
    run.feed(second.signals(61, 240));
    assertThat(run.finding().exhaustion()).isNotNull();

    assertThat(states(run)).containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED);
    assertThat(run.finding().processes().getFirst().instanceId()).isEqualTo("instance-2");
  }

  @Test
  void fixedRevisionResolvesTheFinding() {
    Run run = Run.of(Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING).signals(240));
    Instant deployed = Heap.START.plusSeconds(245);
    run.feed(deleted("uid-1", 245));
    Heap fixed = Heap.of(t -> 20).as("2", deployed);
    run.feed(fixed.sampled(REPLACING).signals(600));

    assertThat(states(run))
        .containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED, FindingState.RESOLVED);
    assertThat(run.finding().exhaustion()).isNull();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aWorkloadWhosePodsAreAllGoneIsNotForecast() {
    Run run = Run.of(Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING).signals(240));
    assertThat(run.finding().exhaustion()).isNotNull();

    run.feed(deleted("uid-1", 245));

    assertThat(run.finding().exhaustion()).isNull();
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  private static PodFact deleted(String podUid, int second) {
    return new PodFact(
        Heap.WORKLOAD,
        Heap.START.plusSeconds(second),
        "pod",
        podUid,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        true);
  }

  @Test
  void rollingUpdateThatStillLeaksIsTheSameFindingThroughout() {
    Heap heap = Heap.of(t -> 20 + 0.4 * t).sampled(LEAKING);
    Run run =
        Run.of(
            together(
                heap.as("a1", Heap.START).signals(300),
                heap.as("b1", Heap.START.plusSeconds(1)).signals(330),
                List.of(deleted("uid-a1", 302), deleted("uid-b1", 333)),
                heap.as("a2", Heap.START.plusSeconds(303)).signals(300),
                heap.as("b2", Heap.START.plusSeconds(334)).signals(300)));

    assertThat(states(run)).containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.finding().processes().stream().map(p -> p.instanceId()))
        .containsExactly("instance-b2", "instance-a2");
  }

  @Test
  void leakThatDiesYoungIsConfirmedWhenItReturnsAfterTheRestart() {
    Heap heap = Heap.of(t -> 20 + 1.2 * t).limit(165).sampled(LEAKING);
    Run run = Run.of(heap.signals(121));
    assertThat(states(run)).containsExactly(FindingState.SUSPECTED);

    run.feed(heap.as("2", Heap.START.plusSeconds(125)).signals(140));
    assertThat(states(run)).containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED);
    assertThat(run.finding().transitions().getLast().at())
        .isBefore(Heap.START.plusSeconds(125 + 135));
  }

  @Test
  void typesThatTakeTurnsAtASiteAreOneFinding() {
    Heap.Sampler turns =
        (age, random) ->
            LEAKING.at(age, random).stream()
                .map(s -> age / 30 % 2 == 0 ? s : renamed(s, "com.acme.shop.Basket"))
                .toList();
    Run run = Run.of(Heap.of(t -> 20 + 0.4 * t).sampled(turns).signals(400));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void replicasThatShowDifferentSitesOfOneLeakAreOneFinding() {
    Heap heap = Heap.of(t -> 20 + 0.4 * t);
    Heap.Sampler others =
        (age, random) -> List.of(Heap.leakingSite("com.acme.shop.Cart", age, age / 3, 5, random));
    Run run =
        Run.of(
            together(
                heap.as("a", Heap.START).sampled(LEAKING).signals(400),
                heap.as("b", Heap.START.plusSeconds(1)).sampled(others).signals(400)));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void anotherLeakTakesOverWhenTheFirstSiteIsNoLongerSeen() {
    Heap.Sampler moves =
        (age, random) ->
            age < 370
                ? LEAKING.at(age, random)
                : List.of(Heap.leakingSite("com.acme.shop.Cart", age, age / 3, 5, random));
    Run run = Run.of(Heap.of(t -> 20 + 0.25 * t).sampled(moves).signals(900));

    assertThat(run.finding().type()).isEqualTo("com.acme.shop.Cart");
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(2);
  }

  static Site renamed(Site site, String type) {
    return new Site(
        type,
        site.frames(),
        site.liveCount(),
        site.liveBytes(),
        site.ages(),
        site.births(),
        site.deaths());
  }

  @Test
  void growthThatStopsForGoodResolvesTheFinding() {
    Run run = Run.of(Heap.of(t -> 20 + 0.6 * Math.min(t, 240)).sampled(LEAKING).signals(1200));

    assertThat(states(run))
        .containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED, FindingState.RESOLVED);
  }

  @Test
  void leakThatReturnsIsTheSameFinding() {
    Run run = Run.of(Heap.of(t -> 20 + 0.6 * Math.min(t, 240)).sampled(LEAKING).signals(1200));
    run.feed(
        Heap.of(t -> 20 + 0.6 * t)
            .as("2", Heap.START.plusSeconds(1210))
            .sampled(LEAKING)
            .signals(240));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(states(run))
        .containsExactly(
            FindingState.SUSPECTED,
            FindingState.CONFIRMED,
            FindingState.RESOLVED,
            FindingState.SUSPECTED,
            FindingState.CONFIRMED);
  }

  private static List<FindingState> states(Run run) {
    return run.finding().transitions().stream().map(Transition::state).toList();
  }

  @Test
  void leakWithoutASamplerIsConfirmedByItsGrowthAlone() {
    Run run = Run.of(Heap.of(t -> 20 + 0.5 * t).signals(400));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().type()).isNull();
    assertThat(run.finding().allocationSite()).isEmpty();
    assertThat(run.finding().recommendation()).contains("heap dumps");
  }

  @Test
  void siteLearntLaterIsToldOfTheSameFinding() {
    Heap.Sampler late = (age, random) -> age < 350 ? List.of() : LEAKING.at(age, random);
    Run run = Run.of(Heap.of(t -> 20 + 0.4 * t).sampled(late).signals(500));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.finding().type()).isEqualTo("com.acme.shop.Order");
    assertThat(states(run))
        .containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED, FindingState.CONFIRMED);
    assertThat(run.finding().transitions().getLast().reason())
        .isEqualTo(
            "The growth is now put down to com.acme.shop.Order allocated at"
                + " com.acme.shop.Orders.add(Store.java:41).");
  }

  @Test
  void confidenceBelowWhatTheProfileAsksStaysSuspected() {
    List<Signal> signals = Heap.of(t -> 20 + 0.6 * t).sampled(LEAKING).signals(240);
    Run run = new Run(Heap.WORKLOAD).feed(settings(0, 0.999)).feed(signals);

    assertThat(states(run)).containsExactly(FindingState.SUSPECTED);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  private static DetectionSettings settings(int second, double confidence) {
    return new DetectionSettings(
        Heap.WORKLOAD,
        Heap.START.plusSeconds(second),
        confidence,
        DetectionSettings.DEFAULT_HORIZON,
        Map.of());
  }

  @Test
  void sameStateIsToldAtMostOnceAMinuteAndOnlyWhenItMoved() {
    Run run = Run.of(Heap.of(t -> 20 + 0.1 * t).sampled(LEAKING).signals(1800));

    List<Finding> told = run.findings();
    assertThat(told).hasSizeLessThan(12);
  }
}
