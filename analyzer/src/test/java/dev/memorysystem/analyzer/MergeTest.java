package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States of one workload that were folded in several places. */
class MergeTest {
  private static final int SECONDS = 1200;

  /** What replicas of a workload do. */
  private enum Behaviour {
    LEAK {
      @Override
      List<? extends Signal> replica(int number) {
        return Heap.of(t -> 30 + t * 0.15)
            .sampled(
                (age, random) ->
                    List.of(Heap.leakingSite("com.acme.shop.Order", age, 40, 5, random)))
            .as("p" + number, Heap.START.plusSeconds(7L * number))
            .signals(SECONDS);
      }
    },
    LEAK_WITH_WALKS {
      @Override
      List<? extends Signal> replica(int number) {
        Heap heap =
            Heap.of(t -> 30 + t * 0.15)
                .sampled(
                    (age, random) ->
                        List.of(Heap.leakingSite("com.acme.shop.Order", age, 40, 5, random)))
                .as("p" + number, Heap.START.plusSeconds(7L * number));
        return Walked.together(
            heap.signals(SECONDS),
            Walked.of(heap)
                .with("com.acme.shop.Orders.byId", "com.acme.shop.Order", age -> 10L * age)
                .signals(SECONDS));
      }
    },
    STEADY {
      @Override
      List<? extends Signal> replica(int number) {
        return Heap.of(t -> 60)
            .noise(2)
            .as("p" + number, Heap.START.plusSeconds(7L * number))
            .signals(SECONDS);
      }
    },
    CACHE {
      @Override
      List<? extends Signal> replica(int number) {
        return Heap.of(t -> 30 + Math.min(60, t * 0.15))
            .as("p" + number, Heap.START.plusSeconds(7L * number))
            .signals(SECONDS);
      }
    },
    THREADS {
      @Override
      List<? extends Signal> replica(int number) {
        return new Jvm()
            .set(Jvm.Resource.THREADS, t -> 30 + t / 2)
            .as("p" + number, 7 * number)
            .every(5)
            .signals(SECONDS);
      }
    };

    abstract List<? extends Signal> replica(int number);

    List<Signal> replicas(int count) {
      List<Signal> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.addAll(replica(i));
      }
      all.sort(Comparator.comparing(Signal::at));
      return all;
    }
  }

  private static WorkloadState fold(List<? extends Signal> signals) {
    return signals.isEmpty() ? WorkloadAnalysis.initial(Heap.WORKLOAD) : Run.of(signals).state();
  }

  private static List<Signal> heardWhere(List<Signal> signals, Predicate<Signal> there) {
    return signals.stream().filter(there).toList();
  }

  private static List<Signal> until(List<Signal> signals, int second) {
    return heardWhere(signals, s -> s.at().isBefore(Heap.START.plusSeconds(second)));
  }

  private static List<Signal> since(List<Signal> signals, int second) {
    return heardWhere(signals, s -> !s.at().isBefore(Heap.START.plusSeconds(second)));
  }

  private static String instance(Signal signal) {
    return switch (signal) {
      case LiveSet l -> l.process().instanceId();
      case Survivors s -> s.process().instanceId();
      case Containers c -> c.process().instanceId();
      case RetainedPaths r -> r.process().instanceId();
      default -> "";
    };
  }

  /** One place of so many, by the process. */
  private static Predicate<Signal> place(int number, int places) {
    return s -> Math.floorMod(instance(s).hashCode(), places) == number;
  }

  private static WorkloadState merge(WorkloadState one, WorkloadState other) {
    return WorkloadAnalysis.merge(one, other).state();
  }

  private static WorkloadState carriedOn(WorkloadState state, List<Signal> signals) {
    WorkloadState now = state;
    for (Signal signal : signals) {
      now = WorkloadAnalysis.step(now, signal).state();
    }
    return now;
  }

  /** What a user hears of it: every process's verdict, and the findings. */
  private static String said(WorkloadState state) {
    var verdicts = new TreeMap<String, Verdict>();
    for (Watched watched : state.processes()) {
      Judgement judgement = watched.judgement();
      if (judgement != null && !watched.gone()) {
        verdicts.put(watched.state().process().instanceId(), judgement.verdict());
      }
    }
    return verdicts
        + " "
        + state.tracked().stream()
            .map(Tracked::finding)
            .map(f -> f.kind() + " " + f.id() + " " + f.state())
            .sorted()
            .toList();
  }

  @ParameterizedTest
  @EnumSource
  void replicasHeardInTwoPlacesAreSaidWhatOnePlaceSays(Behaviour behaviour) {
    List<Signal> all = behaviour.replicas(4);
    for (int when : new int[] {300, 700}) {
      List<Signal> before = until(all, when);
      WorkloadState merged =
          merge(fold(heardWhere(before, place(0, 2))), fold(heardWhere(before, place(1, 2))));

      assertThat(said(carriedOn(merged, since(all, when)))).isEqualTo(said(fold(all)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatMovesIsSaidWhatOnePlaceSays(Behaviour behaviour) {
    List<Signal> all = behaviour.replicas(1);
    for (int when : new int[] {200, 600, 1000}) {
      WorkloadState merged = merge(fold(until(all, when)), fold(since(all, when)));

      assertThat(verdicts(merged)).as("moved at %d s", when).isEqualTo(verdicts(fold(all)));
    }
  }

  private static List<Verdict> verdicts(WorkloadState state) {
    return state.processes().stream()
        .flatMap(w -> w.judgements().stream())
        .map(Judgement::verdict)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfTheTwoDoesNotMatter(Behaviour behaviour) {
    List<Signal> all = behaviour.replicas(4);
    var random = new Random(3);
    for (int round = 0; round < 10; round++) {
      // any part of the signals, the same ones too
      double share = random.nextDouble();
      WorkloadState one = fold(heardWhere(all, s -> random.nextDouble() < share));
      WorkloadState other = fold(heardWhere(all, s -> random.nextDouble() < 0.7));

      Step merged = WorkloadAnalysis.merge(one, other);
      assertThat(merged.state()).isEqualTo(merge(other, one));
      assertThat(merged.decisions())
          .containsExactlyInAnyOrderElementsOf(WorkloadAnalysis.merge(other, one).decisions());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMergedTwiceIsMergedOnce(Behaviour behaviour) {
    List<Signal> all = behaviour.replicas(3);
    WorkloadState one = fold(heardWhere(all, place(0, 2)));
    WorkloadState other = fold(heardWhere(all, place(1, 2)));
    WorkloadState merged = merge(one, other);

    assertThat(WorkloadAnalysis.merge(one, one)).isEqualTo(new Step(one, List.of()));
    assertThat(merge(merged, merged)).isEqualTo(merged);
    assertThat(said(merge(merged, one))).isEqualTo(said(merged));
    assertThat(states(merge(merged, other))).isEqualTo(states(merged));
  }

  private static List<ProcessState> states(WorkloadState state) {
    return state.processes().stream().map(Watched::state).toList();
  }

  @Test
  void theSameBatchHeardInBothPlacesCountsOnce() {
    List<Signal> all = Behaviour.LEAK.replicas(2);
    WorkloadState whole = fold(all);
    WorkloadState part = fold(until(all, 600));

    assertThat(states(merge(whole, part))).hasSameElementsAs(states(whole));
    assertThat(said(merge(whole, part))).isEqualTo(said(whole));
  }

  @ParameterizedTest
  @EnumSource
  void processesOfThreePlacesMergeInAnyGrouping(Behaviour behaviour) {
    List<Signal> all = behaviour.replicas(6);
    WorkloadState a = fold(heardWhere(all, place(0, 3)));
    WorkloadState b = fold(heardWhere(all, place(1, 3)));
    WorkloadState c = fold(heardWhere(all, place(2, 3)));

    WorkloadState left = merge(merge(a, b), c);
    WorkloadState right = merge(a, merge(b, c));
    assertThat(states(left)).isEqualTo(states(right)).isEqualTo(states(merge(merge(c, a), b)));
    assertThat(said(left)).isEqualTo(said(right));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15})
  void piecesOfAProcessMergeInAnyGrouping(int interval) {
    List<LiveSet> all =
        new Jvm()
            // all of its heap is touched: nothing is doubted, and no series is full
            .set(Jvm.Resource.HEAP_COMMITTED, t -> 30)
            .every(interval)
            .cycleEvery(interval)
            .allocating(20)
            .signals(40 * interval);
    WorkloadState a = fold(all.subList(0, 13));
    WorkloadState b = fold(all.subList(13, 25));
    WorkloadState c = fold(all.subList(25, 40));

    assertThat(states(merge(merge(a, b), c)))
        .isEqualTo(states(merge(a, merge(b, c))))
        .isEqualTo(states(merge(c, merge(b, a))));
  }

  @Test
  void piecesOfAProcessHaveThePointsOfTheWhole() {
    List<LiveSet> all = new Jvm().every(15).cycleEvery(15).allocating(20).signals(600);
    ProcessState whole = states(fold(all)).getFirst();

    ProcessState joined =
        states(merge(fold(all.subList(0, 20)), fold(all.subList(20, 40)))).getFirst();

    assertThat(joined.floors().points()).isEqualTo(whole.floors().points());
    assertThat(joined.watchedCycles()).isEqualTo(whole.watchedCycles());
    assertThat(joined.limits()).isEqualTo(whole.limits());
    assertThat(joined.marks()).isEqualTo(whole.marks());
    assertThat(joined.lastAt()).isEqualTo(whole.lastAt());
    assertThat(joined.gauges().stream().map(g -> g.floors().points()).toList())
        .isEqualTo(whole.gauges().stream().map(g -> g.floors().points()).toList());
  }

  @Test
  void aFallBetweenThePiecesEndsTheClimb() {
    List<Signal> all = List.copyOf(Heap.of(t -> t < 600 ? 30 + t * 0.2 : 30).signals(SECONDS));
    ProcessState whole = states(fold(all)).getFirst();

    ProcessState joined = states(merge(fold(until(all, 600)), fold(since(all, 600)))).getFirst();

    assertThat(joined.climb()).isNotNull().isEqualTo(whole.climb());
    assertThat(joined.oldFloors().points().getFirst().second()).isGreaterThanOrEqualTo(600);
  }

  @Test
  void processesStayBounded() {
    List<Signal> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      all.addAll(Heap.of(t -> 20).as("p" + i, Heap.START.plusSeconds(i)).signals(60));
    }
    WorkloadState merged =
        merge(fold(heardWhere(all, place(0, 2))), fold(heardWhere(all, place(1, 2))));

    assertThat(states(merged)).hasSize(WorkloadAnalysis.PROCESSES);
    assertThat(states(merged).stream().map(ProcessState::origin))
        .allMatch(o -> o.isAfter(Heap.START.plusSeconds(24 - WorkloadAnalysis.PROCESSES - 1)));
  }

  @Test
  void aPodsNewStartTakesThePlaceOfTheOneBeforeWhereverItWasHeard() {
    Heap heap = Heap.of(t -> 20);
    List<Signal> first = List.copyOf(heap.signals(300));
    List<Signal> second = new ArrayList<>();
    for (LiveSet report :
        heap.as("2", Heap.START.plusSeconds(300)).signals(300).stream()
            .map(LiveSet.class::cast)
            .toList()) {
      second.add(inPod(report, "uid-1"));
    }

    assertThat(merge(fold(first), fold(second)).processes().stream().map(Watched::gone))
        .containsExactly(true, false);
  }

  private static LiveSet inPod(LiveSet l, String uid) {
    var p = l.process();
    var process =
        new ProcessRef(
            p.instanceId(),
            p.pod(),
            uid,
            p.node(),
            p.pid(),
            p.runtime(),
            p.image(),
            null,
            p.startedAt());
    return new LiveSet(
        l.workload(),
        process,
        l.at(),
        l.floor(),
        l.collections(),
        l.oldCycles(),
        l.oldFloor(),
        l.gcSeconds(),
        l.heapUsed(),
        l.heapLimit(),
        l.rss(),
        l.rssAnonymous(),
        l.containerLimit(),
        l.directUsed(),
        l.threads(),
        l.classes());
  }

  @Test
  void whatIsGoneIsGoneInBoth() {
    List<Signal> all = Behaviour.STEADY.replicas(1);
    WorkloadState told =
        Run.of(until(all, 600))
            .feed(
                new PodFact(
                    Heap.WORKLOAD,
                    Heap.START.plusSeconds(600),
                    "pod-p0",
                    "uid-p0",
                    null,
                    null,
                    "r1",
                    null,
                    0,
                    null,
                    null,
                    true))
            .state();

    assertThat(merge(told, fold(until(all, 500))).processes().getFirst().gone()).isTrue();
  }

  @Test
  void theFindingFirstToldStaysAndTheOtherIsPutDownToIt() {
    List<Signal> all = Behaviour.LEAK.replicas(2);
    // each under a site of its own, as two places may see it
    List<Signal> renamed = heardWhere(all, place(1, 2)).stream().map(MergeTest::elsewhere).toList();
    WorkloadState one = fold(heardWhere(all, place(0, 2)));
    WorkloadState other = fold(renamed);
    assertThat(id(one)).isNotEqualTo(id(other));

    Step merged = WorkloadAnalysis.merge(one, other);

    List<Finding> told =
        merged.decisions().stream().map(d -> ((Decision.FindingChanged) d).finding()).toList();
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(told.getFirst().processes()).hasSize(2);
    assertThat(told.getLast().state()).isEqualTo(FindingState.RESOLVED);
    assertThat(told.getLast().reason()).contains(told.getFirst().id());
    assertThat(merged.state().past()).containsExactly(told.getLast());
    assertThat(merged.state().tracked()).hasSize(1);
    assertThat(merged.state().tracked().getFirst().sites()).hasSize(2);
  }

  private static String id(WorkloadState state) {
    return state.tracked().getFirst().finding().id();
  }

  private static Signal elsewhere(Signal signal) {
    return signal instanceof Survivors s
        ? new Survivors(
            s.workload(),
            s.process(),
            s.at(),
            s.sampler(),
            s.processAge(),
            s.allocatedBytes(),
            s.sites().stream()
                .map(
                    site ->
                        new Survivors.Site(
                            site.type(),
                            site.frames().stream()
                                .map(f -> f.replace("Orders", "Baskets"))
                                .toList(),
                            site.liveCount(),
                            site.liveBytes(),
                            site.ages(),
                            null,
                            null))
                .toList())
        : signal;
  }

  @Test
  void anOpenFindingStandsWhileItShowsThoughAnotherPlaceResolvedIt() {
    List<Signal> all = Behaviour.LEAK.replicas(1);
    WorkloadState early = fold(until(all, 700));
    // the other place heard it leak, then nothing more of it, and closed it
    Instant quiet = Heap.START.plusSeconds(720);
    Tracked open = early.tracked().getFirst();
    WorkloadState resolved =
        Run.of(until(all, 700))
            .feed(
                new PodFact(
                    Heap.WORKLOAD,
                    quiet,
                    "pod-p0",
                    "uid-p0",
                    null,
                    null,
                    "r1",
                    null,
                    0,
                    null,
                    null,
                    true))
            .feed(new PodsListed(Heap.WORKLOAD, quiet.plusSeconds(3600), 0))
            .state();
    assertThat(resolved.tracked().getFirst().finding().state()).isEqualTo(FindingState.RESOLVED);

    assertThat(state(merge(early, resolved))).isEqualTo(FindingState.RESOLVED);
    List<Signal> later =
        Heap.of(t -> 30 + t * 0.15)
            .limit(4096)
            .sampled(
                (age, random) ->
                    List.of(Heap.leakingSite("com.acme.shop.Order", age, 40, 5, random)))
            .as("p0", Heap.START)
            .signals(5400);
    WorkloadState growing = fold(later);
    assertThat(state(merge(growing, resolved))).isEqualTo(state(growing));
    assertThat(open.finding().id()).isEqualTo(id(growing));
  }

  private static FindingState state(WorkloadState state) {
    return state.tracked().getFirst().finding().state();
  }

  @Test
  void settingsAreTheNewer() {
    Run one = new Run(Heap.WORKLOAD);
    Run other = new Run(Heap.WORKLOAD);
    one.feed(new DetectionSettings(Heap.WORKLOAD, Heap.START, 0.5, Duration.ofDays(1), Map.of()));
    other.feed(
        new DetectionSettings(
            Heap.WORKLOAD, Heap.START.plusSeconds(1), 0.9, Duration.ofDays(1), Map.of()));

    assertThat(merge(one.state(), other.state()).settings().minimumConfidence()).isEqualTo(0.9);
  }

  @Test
  void twoWorkloadsAreRefused() {
    WorkloadState other = WorkloadAnalysis.initial(new Workload("a", "Deployment", "b", "c"));

    assertThatThrownBy(() -> merge(other, WorkloadAnalysis.initial(Heap.WORKLOAD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop/Deployment/checkout/app")
        .hasMessageContaining("a/Deployment/b/c");
  }
}
