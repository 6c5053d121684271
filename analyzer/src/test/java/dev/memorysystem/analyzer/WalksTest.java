package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.signal.Signal;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What walks say where the curve cannot: without old-generation cycles, and of what has a bound.
 */
class WalksTest {
  private static final String ORDERS = "com.acme.shop.Orders.byId";
  private static final String ORDER = "com.acme.shop.Order";
  private static final String IMAGES = "com.acme.shop.Images.byName";
  private static final String IMAGE = "com.acme.shop.Image";
  private static final String SETTINGS = "com.acme.shop.Settings.byName";

  /** No old-generation cycle ever runs, and what is promoted stays: MiB a second. */
  private static Heap uncollected(Heap heap, double promoted) {
    return new Heap(
        heap.workload(),
        heap.process(),
        heap.start(),
        heap.liveSet(),
        heap.noise(),
        heap.interval(),
        0,
        promoted,
        heap.limit(),
        heap.sites(),
        heap.seed());
  }

  private static Run run(Heap heap, List<? extends Signal> walks, int seconds) {
    return Run.of(Walked.together(heap.signals(seconds), walks));
  }

  @Test
  void withoutOldGenerationCyclesALeakIsConfirmedByTheContainerThatGrows() {
    Heap heap = uncollected(Heap.of(t -> 20 + 0.3 * t), 0.05);
    Walked walked = Walked.of(heap).with(ORDERS, ORDER, age -> 1_000L * age);

    Run with = run(heap, walked.signals(420), 420);
    Run without = Run.of(heap.signals(420));

    Finding finding = with.finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.holder()).isEqualTo(ORDERS);
    assertThat(finding.evidence().steps().get(1))
        .startsWith("enough observation: ")
        .contains("across 0 old-generation cycles: a container that only grows");
    assertThat(without.findings()).isEmpty();
    assertThat(without.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void aSmallContainerDoesNotStandForMuchGarbage() {
    Heap heap = uncollected(Heap.of(t -> 20), 0.35);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L + age);

    Run run = run(heap, walked.signals(420), 420);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(run.assessment().reason()).startsWith("Only 0 old-generation cycles");
  }

  @Test
  void whereNoContainerGrowsWhatIsPromotedIsNoLeak() {
    Heap heap = uncollected(Heap.of(t -> 20), 0.07);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L);

    Run with = run(heap, walked.signals(600), 600);
    Run without = Run.of(heap.signals(600));

    assertThat(with.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(with.assessment().reason())
        .startsWith("Nothing takes anything in: for ")
        .contains("garbage included, rose by ");
    assertThat(without.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void whatComesAndGoesInAContainerIsNoGrowth() {
    Heap heap = uncollected(Heap.of(t -> 20), 0.07);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L + age / 30 % 2 * 60);

    Run run = run(heap, walked.signals(600), 600);

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void whileAContainerGrowsNobodyCanSay() {
    Heap heap = uncollected(Heap.of(t -> 20), 0.07);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L + age);

    Run run = run(heap, walked.signals(600), 600);

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void walksThatDidNotSeeEverythingClearNothing() {
    Heap heap = uncollected(Heap.of(t -> 20), 0.07);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L);
    List<Containers> partial = walked.signals(600).stream().map(WalksTest::notComplete).toList();

    Run run = run(heap, partial, 600);

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void whatTakesTooMuchForGarbageIsNotClearedByWalks() {
    // as a leak whose objects hold each other, that no walk counts
    Heap heap = uncollected(Heap.of(t -> 20), 0.2);
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L);

    Run run = run(heap, walked.signals(600), 600);

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void anArrayThatMayBeFillingConfirmsNothingUntilThereIsNoTimeLeft() {
    Heap heap =
        Heap.of(t -> 20 + 0.3 * t)
            .every(5, 10)
            .sampled(
                (age, random) ->
                    List.of(Heap.leakingSite(ORDER, age, Math.min(90, age / 2), 5, random)));

    Run array = run(heap, reached(heap, "byte[][]"), 420);
    Run map = run(heap, reached(heap, "java.util.HashMap"), 420);

    assertThat(map.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(array.finding().state()).isEqualTo(FindingState.SUSPECTED);
    assertThat(array.finding().evidence().steps().getLast())
        .isEqualTo(
            "not confirmed: it may be held by com.acme.shop.Ring.slots, a byte[][] of 44,000 slots,"
                + " which may be filling: an array cannot grow");
    assertThat(run(heap, reached(heap, "byte[][]"), 640).finding().state())
        .isEqualTo(FindingState.CONFIRMED);
  }

  /** Of a leak with six hours to live. */
  private static final Heap SLOW =
      Heap.of(t -> 20 + 236.0 * t / 21_600)
          .every(15, 60)
          .sampled(
              (age, random) ->
                  List.of(Heap.leakingSite(ORDER, age, Math.min(90, age / 20), 5, random)));

  private static final int AN_EIGHTH_OF_ITS_LIFE = 2_700;

  @Test
  void lessRoomIsAskedToSuspectWhereAContainerKeepsItsPaceForLong() {
    Walked walked = Walked.of(SLOW).with(ORDERS, ORDER, age -> 10L * age);

    Run with = run(SLOW, walked.signals(AN_EIGHTH_OF_ITS_LIFE), AN_EIGHTH_OF_ITS_LIFE);
    Run without = Run.of(SLOW.signals(AN_EIGHTH_OF_ITS_LIFE));

    assertThat(with.finding().state()).isEqualTo(FindingState.SUSPECTED);
    assertThat(without.findings()).isEmpty();
  }

  @Test
  void notWhereItSlowsDownAsWhatIsLookedUpByKeysThatRecur() {
    Walked walked =
        Walked.of(SLOW)
            .with(ORDERS, ORDER, age -> (long) (60_000 * (1 - Math.exp(-age / 5_000.0))));

    Run run = run(SLOW, walked.signals(AN_EIGHTH_OF_ITS_LIFE), AN_EIGHTH_OF_ITS_LIFE);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void norWhereItIsTooSmallForWhatTheLiveSetGrewBy() {
    Walked walked = Walked.of(SLOW).with(SETTINGS, null, age -> 200L + age / 20);

    Run run = run(SLOW, walked.signals(AN_EIGHTH_OF_ITS_LIFE), AN_EIGHTH_OF_ITS_LIFE);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void anArrayOfWhatSurvivesIsSeenWhereNoPathWasFound() {
    Heap heap =
        Heap.of(t -> 20 + 0.3 * t)
            .every(5, 10)
            .sampled(
                (age, random) ->
                    List.of(Heap.leakingSite("byte[]", age, Math.min(90, age / 2), 5, random)));
    Walked walked = Walked.of(heap).with(SETTINGS, null, age -> 200L);
    Walked with = walked.with("com.acme.shop.Ring.slots", "byte[][]", "byte[]", age -> 44_000L);
    Walked growing = with.with(ORDERS, "byte[]", age -> 10L * age);

    assertThat(run(heap, with.signals(420), 420).finding().state())
        .isEqualTo(FindingState.SUSPECTED);
    assertThat(run(heap, walked.signals(420), 420).finding().state())
        .isEqualTo(FindingState.CONFIRMED);
    assertThat(run(heap, growing.signals(420), 420).finding().state())
        .isEqualTo(FindingState.CONFIRMED);
  }

  /** Of a leak that has used half of the heap after 7 minutes. */
  private static final Heap HALF = Heap.of(t -> 20 + 0.3 * t).limit(256).every(5, 10);

  @Test
  void whatSoftReferencesHoldIsClearedBeforeMemoryRunsOut() {
    Walked softly = Walked.of(HALF).with(IMAGES, SoftReference.class.getName(), age -> 10L * age);
    Walked firmly = Walked.of(HALF).with(IMAGES, IMAGE, age -> 10L * age);

    Run soft = run(HALF, softly.signals(420), 420);

    assertThat(run(HALF, firmly.signals(420), 420).finding().state())
        .isEqualTo(FindingState.CONFIRMED);
    assertThat(soft.findings()).isEmpty();
    assertThat(soft.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(soft.assessment().reason())
        .startsWith(IMAGES + " (java.util.HashMap) took in ")
        .endsWith(
            "which are soft references: the runtime clears what they hold before memory runs out.");
  }

  @Test
  void softReferencesThatGrewLittleHideNoLeakBesideThem() {
    Walked walked =
        Walked.of(HALF)
            .with(IMAGES, SoftReference.class.getName(), age -> age)
            .with(ORDERS, ORDER, age -> 10L * age);

    assertThat(run(HALF, walked.signals(420), 420).finding().state())
        .isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void aContainerThatOnlyGrowsMakesSurerAndAnArrayThatMayFillLessSure() {
    Walked map = Walked.of(HALF).with(ORDERS, ORDER, age -> 200L * age);
    double alone = Run.of(HALF.signals(420)).finding().confidence();
    double counted = run(HALF, map.signals(420), 420).finding().confidence();
    Heap sampled =
        HALF.sampled(
            (age, random) ->
                List.of(Heap.leakingSite(ORDER, age, Math.min(90, age / 2), 5, random)));
    double kept = run(sampled, reached(sampled, "java.util.HashMap"), 420).finding().confidence();
    double array = run(sampled, reached(sampled, "byte[][]"), 420).finding().confidence();

    assertThat(counted).isGreaterThan(alone);
    assertThat(array).isLessThan(kept);
  }

  @Test
  void whileNoWalkTellsThatItStillGrowsNothingIsConfirmed() {
    Heap heap = Heap.of(t -> 20 + 0.35 * t).limit(256).every(5, 10);
    Walked walked =
        new Walked(heap.process(), 10, 10, List.of()).with(ORDERS, null, age -> 10L * age);

    Run silent = run(heap, walked.signals(180), 400);
    Run told = run(heap, walked.signals(400), 400);

    assertThat(told.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(silent.finding().state()).isEqualTo(FindingState.SUSPECTED);
    assertThat(silent.finding().evidence().steps())
        .anySatisfy(
            step ->
                assertThat(step)
                    .startsWith("not confirmed: no walk has told for ")
                    .endsWith(" that " + ORDERS + " (java.util.HashMap) still grows"));
  }

  @Test
  void whicheverOfSeveralOnOnePathIsToldTheyAreFollowedAsOne() {
    Heap heap = uncollected(Heap.of(t -> 20 + 0.3 * t), 0.05);
    Walked first = Walked.of(heap).with(ORDERS, ORDER, age -> 1_000L * age);
    Walked other = Walked.of(heap).with(ORDERS, ORDER, age -> 1_001L * age + 40);
    List<Containers> either = new ArrayList<>();
    for (int i = 0; i < first.signals(420).size(); i++) {
      either.add((i % 2 == 0 ? first : other).signals(420).get(i));
    }

    assertThat(run(heap, either, 420).finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  private static List<Signal> reached(Heap heap, String container) {
    List<Signal> found = new ArrayList<>();
    List<String> frames = Heap.leakingSite(ORDER, 300, 1, 0, new Random(1)).frames();
    for (int age = 60; age <= 600; age += 60) {
      found.add(
          new RetainedPaths(
              Heap.WORKLOAD,
              heap.process(),
              Heap.START.plusSeconds(age).plusMillis(300),
              Duration.ofSeconds(age),
              List.of(
                  new Target(
                      ORDER,
                      frames,
                      16,
                      14,
                      PathRoot.STATIC,
                      List.of("com.acme.shop.Main.ring", "com.acme.shop.Ring.slots", "[]"),
                      "com.acme.shop.Ring.slots",
                      container,
                      44_000L,
                      44_000L,
                      30L,
                      null))));
    }
    return found;
  }

  private static Containers notComplete(Containers walk) {
    return new Containers(
        walk.workload(),
        walk.process(),
        walk.at(),
        walk.processAge(),
        walk.walkSeconds(),
        walk.cpuSeconds(),
        walk.visited(),
        false,
        walk.containers());
  }
}
