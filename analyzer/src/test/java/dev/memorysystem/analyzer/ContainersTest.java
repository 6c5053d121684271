package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What walks of the heap add: who holds what leaks, and containers that only grow, or are full. */
class ContainersTest {
  private static final String ORDERS = "com.acme.shop.Orders.byId";
  private static final String ORDER = "com.acme.shop.Order";

  private static final Heap.Sampler LEAKING =
      (age, random) -> List.of(Heap.leakingSite(ORDER, age, Math.min(90, age / 2), 5, random));

  private static Heap leak() {
    return Heap.of(t -> 20 + 0.2 * t).limit(256).every(5, 10);
  }

  private static Run run(Heap heap, Walked walked, int seconds) {
    return Run.of(Walked.together(heap.signals(seconds), walked.signals(seconds)));
  }

  private static @Nullable Instant reached(Run run, FindingState state) {
    return run.findings().stream()
        .filter(f -> f.state() == state)
        .map(f -> f.transitions().getLast().at())
        .findFirst()
        .orElse(null);
  }

  @Test
  void aLeakIsNamedByTheContainerThatHoldsItsObjects() {
    Heap heap = leak().sampled(LEAKING);
    Walked walked =
        Walked.of(heap)
            .with("com.acme.shop.Metrics.counters", "com.acme.shop.Counter", age -> 200 + age)
            .with(ORDERS, ORDER, age -> 10L * age);

    Finding finding = run(heap, walked, 600).finding();

    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.holder()).isEqualTo(ORDERS);
    assertThat(finding.retainedPath()).startsWith("com.acme.shop.Main.app").endsWith(ORDERS);
    GrowingContainer container = finding.growingContainer();
    assertThat(container).isNotNull();
    assertThat(container.type()).isEqualTo("java.util.HashMap");
    assertThat(container.root()).isEqualTo("static");
    assertThat(container.elementType()).isEqualTo(ORDER);
    assertThat(container.firstElements()).isEqualTo(300);
    assertThat(container.firstAt()).isEqualTo(Heap.START.plusSeconds(30));
    assertThat(container.elements()).isGreaterThan(3000);
    assertThat(finding.reason())
        .contains("What survives is held by com.acme.shop.Orders.byId, a java.util.HashMap, which")
        .containsPattern("grew from 300 to \\d,\\d{3} elements in \\d+ min");
    assertThat(finding.recommendation())
        .startsWith(
            "Find why what is allocated at com.acme.shop.Orders.add(Store.java:41) is never")
        .contains("removed from com.acme.shop.Orders.byId.");
  }

  @Test
  void itsHolderIsNoPartOfWhatAFindingIs() {
    Heap heap = leak().sampled(LEAKING);
    Walked walked = Walked.of(heap).with(ORDERS, ORDER, age -> 10L * age);

    Finding with = run(heap, walked, 600).finding();
    Finding without = Run.of(heap.signals(600)).finding();

    assertThat(with.holder()).isEqualTo(ORDERS);
    assertThat(without.holder()).isNull();
    assertThat(without.growingContainer()).isNull();
    assertThat(with.id()).isEqualTo(without.id());
  }

  @Test
  void whereItsElementsAreOfAnotherTypeTheClassOfItsFieldInTheStackTells() {
    Heap heap = leak().sampled(LEAKING);
    Walked walked =
        Walked.of(heap)
            .with("com.acme.audit.Trail.entries", "com.acme.audit.Entry", age -> 20L * age)
            .with(ORDERS, "com.acme.shop.Basket", age -> 5L * age);

    assertThat(run(heap, walked, 600).finding().holder()).isEqualTo(ORDERS);
  }

  @Test
  void whatGrowsNowAndThenIsTheHolderToo() {
    Heap heap = Heap.of(t -> 20 + 0.05 * t).limit(256).every(15, 60).sampled(LEAKING);
    Walked walked =
        new Walked(heap.process(), 15, 15, List.of()).with(ORDERS, ORDER, age -> 7L * (age / 100));

    Finding finding = run(heap, walked, 2700).finding();

    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.holder()).isEqualTo(ORDERS);
  }

  @Test
  void whatIsReplacedIsNotTheHolder() {
    Heap heap = leak().sampled(LEAKING);
    Walked walked =
        Walked.of(heap)
            .with(ORDERS, ORDER, age -> 400 + age / 3 + 90L * (age / 30 % 2))
            .with("com.acme.audit.Trail.entries", "com.acme.audit.Entry", age -> 8L * age);

    assertThat(run(heap, walked, 600).finding().holder()).isEqualTo("com.acme.audit.Trail.entries");
  }

  @Test
  void whereNoSiteIsKnownTheOneThatTookInMostIsNamed() {
    Heap heap = leak();
    Walked walked =
        Walked.of(heap)
            .with("com.acme.shop.Metrics.counters", "com.acme.shop.Counter", age -> 200 + age)
            .with("com.acme.audit.Trail.entries", null, age -> 10L * age);

    Finding finding = run(heap, walked, 600).finding();

    assertThat(finding.type()).isNull();
    assertThat(finding.holder()).isEqualTo("com.acme.audit.Trail.entries");
  }

  @Test
  void aContainerThatTakesInTooLittleIsNotTheHolder() {
    Heap heap = leak();
    Walked walked =
        Walked.of(heap).with("com.acme.shop.Metrics.counters", null, age -> 200 + age / 10);

    Finding finding = run(heap, walked, 600).finding();

    assertThat(finding.holder()).as("100 MiB are not held by 60 counters").isNull();
    assertThat(finding.growingContainer()).isNull();
  }

  @Test
  void thePathThatAWalkFoundToTheSamplesCountsMost() {
    Heap heap = leak().sampled(LEAKING);
    List<String> frames = Heap.leakingSite(ORDER, 300, 1, 0, new Random(1)).frames();
    Walked walked = Walked.of(heap).with(ORDERS, ORDER, age -> 10L * age);
    List<Signal> signals =
        Walked.together(
            heap.signals(600),
            walked.signals(600),
            List.of(
                Walked.reached(
                    heap.process(), 400, ORDER, frames, "com.acme.shop.Basket.open", 4000)));

    Finding finding = Run.of(signals).finding();

    assertThat(finding.holder()).isEqualTo("com.acme.shop.Basket.open");
    assertThat(finding.retainedPath())
        .containsExactly(
            "com.acme.shop.Main.app", "com.acme.shop.Basket.open", "java.util.HashMap.table", "[]");
    assertThat(finding.growingContainer())
        .isEqualTo(
            new GrowingContainer(
                "java.util.HashMap",
                "static",
                null,
                400L,
                Heap.START.plusSeconds(30),
                4000,
                Heap.START.plusSeconds(400)));
  }

  @Test
  void aHolderStaysKnownWhenTheWalkerFallsSilent() {
    Heap heap = leak().sampled(LEAKING);
    Walked walked = Walked.of(heap).with(ORDERS, ORDER, age -> 10L * age);

    Run run = Run.of(Walked.together(heap.signals(900), walked.signals(450)));

    assertThat(run.finding().holder()).isEqualTo(ORDERS);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void growthOfAContainerDecidesBeforeTheFloorAloneCould() {
    Heap heap = Heap.of(t -> 20 + 0.35 * t).noise(10).limit(256).every(15, 30).seed(1);
    Walked walked = Walked.of(heap).with("com.acme.audit.Trail.entries", null, age -> 10L * age);

    Run with = run(heap, walked, 360);
    Run without = Run.of(heap.signals(360));

    assertThat(reached(with, FindingState.CONFIRMED)).isNotNull();
    assertThat(reached(without, FindingState.SUSPECTED)).isNull();
    Evidence evidence = with.finding().evidence();
    assertThat(evidence.steps())
        .anySatisfy(
            step ->
                assertThat(step)
                    .startsWith(
                        "growing containers: com.acme.audit.Trail.entries (java.util.HashMap) only grows: in "));
  }

  @Test
  void nothingIsConfirmedByContainersWhileTheLiveSetStays() {
    Heap heap = Heap.of(t -> 60).limit(256).every(5, 10);
    Walked walked = Walked.of(heap).with("com.acme.shop.Metrics.counters", null, age -> 10L * age);

    Run run = run(heap, walked, 900);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void growthThatHasUsedLittleOfTheRoomIsNotSuspectedForAContainerEither() {
    Heap heap = Heap.of(t -> 20 + 0.08 * t).limit(256).every(5, 10);
    Walked walked = Walked.of(heap).with(ORDERS, ORDER, age -> 10L * age);

    Run run = run(heap, walked, 450);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void aCacheThatHasFilledIsNotConfirmedWhileTheCurveCannotTellYet() {
    Heap heap = Heap.of(t -> 20 + 90 * Math.min(1, t / 300)).limit(256).every(15, 30);
    Walked walked =
        new Walked(heap.process(), 10, 10, List.of())
            .with("com.acme.shop.Pages.cache", null, age -> 10L * Math.min(age, 300));

    Run with = run(heap, walked, 900);
    Run without = Run.of(heap.signals(900));

    assertThat(reached(without, FindingState.CONFIRMED)).as("by the curve alone").isNotNull();
    assertThat(reached(with, FindingState.CONFIRMED)).isNull();
    assertThat(with.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aLeakBesideAFullCacheIsStillFound() {
    Heap heap =
        Heap.of(t -> 20 + 0.2 * t + 0.05 * Math.min(t, 200))
            .limit(256)
            .every(5, 10)
            .sampled(LEAKING);
    Walked walked =
        Walked.of(heap)
            .with("com.acme.shop.Pages.cache", null, age -> 50L * Math.min(age, 200))
            .with(ORDERS, ORDER, age -> 2L * age);

    Finding finding = run(heap, walked, 700).finding();

    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.holder()).isEqualTo(ORDERS);
    assertThat(finding.evidence().steps())
        .anySatisfy(step -> assertThat(step).contains("something else grows"));
  }

  @Test
  void aContainerThatIsEmptiedNowAndThenConfirmsNothing() {
    // emptied where no old-generation cycle shows it: the live set seems to climb on
    Heap heap = leak();
    Walked walked =
        Walked.of(heap).with("com.acme.batch.Rows.pending", null, age -> 20L * (age % 310));

    Run run = run(heap, walked, 560);

    assertThat(reached(run, FindingState.CONFIRMED)).isNull();
    assertThat(run.finding().evidence().steps())
        .anySatisfy(
            step ->
                assertThat(step)
                    .startsWith(
                        "not confirmed: com.acme.batch.Rows.pending (java.util.HashMap) was")
                    .contains("emptied before, at 6,000 elements; confirmed from 7,500"));
  }

  @Test
  void whatGrowsBeyondWhereItWasEmptiedIsConfirmed() {
    Heap heap = leak();
    Walked walked =
        Walked.of(heap)
            .with(
                "com.acme.batch.Rows.pending",
                null,
                age -> age < 90 ? 20L * age : 20L * (age - 80));

    assertThat(reached(run(heap, walked, 700), FindingState.CONFIRMED)).isNotNull();
  }
}
