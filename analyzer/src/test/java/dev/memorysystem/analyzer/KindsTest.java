package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.Jvm.Resource;
import dev.memorysystem.analyzer.detect.Causes;
import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.LiveSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory beside the heap: what leaks there is told by its kind, what only looks so is not. */
class KindsTest {
  private static final int QUARTER_HOUR = 900;

  @Test
  void threadsThatMultiplyAreAThreadLeak() {
    Run run = Run.of(new Jvm().set(Resource.THREADS, t -> 30 + t / 3).signals(QUARTER_HOUR));

    Finding finding = only(run);
    assertThat(finding.kind()).isEqualTo(LeakKind.THREAD);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.reason())
        .contains("The number of threads grows by 12")
        .contains("threads/h");
    assertThat(finding.growthBytesPerHour()).isNull();
    assertThat(finding.exhaustion()).isNull();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.LEAK);
  }

  @Test
  void exhaustionOfThreadsIsWhenTheirLimitIsMet() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .threadLimit(500)
                    .set(Resource.THREADS, t -> 30 + t / 3)
                    .signals(QUARTER_HOUR)));

    // 470 threads at 1/3 a second
    assertThat(finding.exhaustion().limit()).isEqualTo(500);
    assertThat(finding.exhaustion().p50())
        .isBetween(Heap.START.plusSeconds(1350), Heap.START.plusSeconds(1480));
    assertThat(finding.recommendation()).contains("500 threads");
  }

  @Test
  void loadersThatAreNeverUnloadedAreAMetaspaceLeak() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .metaspaceLimit(128)
                    .set(Resource.METASPACE, t -> 40 + t / 12)
                    .signals(QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.METASPACE);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.exhaustion().limit()).isEqualTo(128L << 20);
    assertThat(finding.growthBytesPerHour()).isBetween(290.0 * (1 << 20), 310.0 * (1 << 20));
  }

  @Test
  void withoutALimitOfItsOwnTheContainersBindsMetaspace() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .containerLimit(600.0)
                    .set(Resource.METASPACE, t -> 40 + t / 9)
                    .signals(QUARTER_HOUR)));

    assertThat(finding.exhaustion().limit()).isEqualTo(600L << 20);
  }

  @Test
  void buffersThatStayAreADirectLeak() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .directLimit(128)
                    .set(Resource.DIRECT, t -> 4 + t / 10)
                    .signals(QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.DIRECT_BUFFER);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.exhaustion().limit()).isEqualTo(128L << 20);
    assertThat(confirmedAfter(finding)).isLessThan(Duration.ofSeconds(620));
  }

  @Test
  void whatHasFilledItsLimitStaysFound() {
    Run run =
        Run.of(
            new Jvm()
                .directLimit(128)
                .set(Resource.DIRECT, t -> Math.min(126, 4 + t / 10))
                .signals(8 * QUARTER_HOUR));

    assertThat(only(run).state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.state().tracked().getFirst().leakingAt())
        .isAfter(Heap.START.plusSeconds(7 * QUARTER_HOUR));
    Judgement direct =
        run.state().processes().getFirst().judgements().stream()
            .filter(j -> j.kind() == LeakKind.DIRECT_BUFFER)
            .findFirst()
            .orElseThrow();
    assertThat(direct.growth().last()).isEqualTo(128L << 20);
    Instant met = Heap.START.plusSeconds(1300);
    assertThat(run.findings().stream().filter(f -> f.lastSeen().at().isAfter(met)))
        .hasSizeLessThan(5);
    assertThat(run.finding().exhaustion().p50()).isBefore(met);
  }

  @Test
  void mappedFilesThatStayAreAMappedBufferLeak() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .mappingLimit(65_530)
                    .set(Resource.MAPPED_BUFFERS, t -> 40 + 20 * t)
                    .signals(2 * QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.MAPPED_BUFFER);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.growthBytesPerHour()).isNull();
    assertThat(finding.reason())
        .startsWith("The number of mapped buffers grows by 72000 mapped buffers/h (95 %");
    assertThat(finding.exhaustion().limit()).isEqualTo(65_530);
    // 65,490 more at 20 a second
    assertThat(finding.exhaustion().p50())
        .isBetween(Heap.START.plusSeconds(3200), Heap.START.plusSeconds(3350));
    assertThat(finding.recommendation()).contains("when the limit of 65530 mapped buffers is met");
  }

  @Test
  void withoutAKnownLimitMappedBuffersAreALeakWithoutAForecast() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .set(Resource.MAPPED_BUFFERS, t -> 40 + 20 * t)
                    .signals(2 * QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.MAPPED_BUFFER);
    assertThat(finding.exhaustion()).isNull();
  }

  @Test
  void whatMappedBuffersHoldIsNoLeakOfItsOwn() {
    Finding finding =
        only(
            Run.of(
                new Jvm()
                    .mappingLimit(65_530)
                    .set(Resource.MAPPED_BUFFERS, t -> 40 + 40 * t)
                    .set(Resource.HEAP, t -> 40 + t / 8)
                    .signals(QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.MAPPED_BUFFER);
    assertThat(finding.reason()).contains("The live set rises in step, by 4");
  }

  @Test
  void withoutOldGenerationCyclesADirectLeakTakesMoreToConfirm() {
    var jvm = new Jvm().cycleEvery(0).directLimit(128).set(Resource.DIRECT, t -> 4 + t / 10);

    assertThat(Run.of(jvm.signals(300)).findings()).isEmpty();
    Finding finding = only(Run.of(jvm.signals(QUARTER_HOUR)));
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(confirmedAfter(finding)).isGreaterThan(Duration.ofSeconds(400));
  }

  @Test
  void whatTheRuntimeDoesNotAccountForIsANativeLeak() {
    Finding finding =
        only(Run.of(new Jvm().set(Resource.NATIVE, t -> 60 + t / 4).signals(2 * QUARTER_HOUR)));

    assertThat(finding.kind()).isEqualTo(LeakKind.NATIVE);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.exhaustion().limit()).isEqualTo(1024L << 20);
    assertThat(finding.recommendation()).contains("MALLOC_ARENA_MAX");
  }

  @Test
  void nativeMemoryOfARuntimeThatDoesNotSayWhatItTakesIsNotJudged() {
    Run run = Run.of(Heap.of(t -> 40).signals(QUARTER_HOUR));

    assertThat(run.state().processes().getFirst().state().gauges()).isEmpty();
  }

  static Stream<Arguments> innocent() {
    return Stream.of(
        innocent("an idle service", new Jvm()),
        innocent(
            "a pool that fills in its first minutes",
            new Jvm().set(Resource.THREADS, t -> Math.min(200, 20 + t))),
        innocent("a step of threads", new Jvm().set(Resource.THREADS, t -> t < 400 ? 30 : 90)),
        innocent(
            "threads that come and go",
            new Jvm().set(Resource.THREADS, t -> 30 + 40 * Math.abs(Math.sin(t / 150)))),
        innocent(
            "a pool of workers that is grown one by one",
            new Jvm().set(Resource.THREADS, t -> Math.min(62, 16 + t / 8))),
        innocent(
            "class loading that dies down",
            new Jvm().set(Resource.METASPACE, t -> 90 - 60 * Math.exp(-t / 120))),
        innocent(
            "buffers that old-generation cycles give back",
            new Jvm().directLimit(128).cycleEvery(120).set(Resource.DIRECT, t -> 4 + t % 120 / 2)),
        innocent(
            "buffers that only a full collection gives back",
            new Jvm().cycleEvery(0).directLimit(512).set(Resource.DIRECT, t -> 4 + t % 400 / 8)),
        innocent(
            "a step of buffers",
            new Jvm().directLimit(128).set(Resource.DIRECT, t -> t < 500 ? 4 : 70)),
        innocent(
            "a buffer pool that fills",
            new Jvm().directLimit(256).set(Resource.DIRECT, t -> 64 * (1 - Math.exp(-t / 150)))),
        innocent(
            "files that are mapped once each",
            new Jvm()
                .mappingLimit(65_530)
                .set(Resource.MAPPED_BUFFERS, t -> Math.min(2500, 5 * t))),
        innocent(
            "an index whose segments are merged",
            new Jvm()
                .mappingLimit(65_530)
                .set(Resource.MAPPED_BUFFERS, t -> 500 + 8000 * Math.abs(Math.sin(t / 150)))),
        innocent(
            "mapped files that old-generation cycles unmap",
            new Jvm()
                .mappingLimit(65_530)
                .cycleEvery(120)
                .set(Resource.MAPPED_BUFFERS, t -> 100 + 100 * (t % 120))),
        innocent(
            "arenas that grow and stop",
            new Jvm().set(Resource.NATIVE, t -> 60 + 64 * (1 - Math.exp(-t / 150)))),
        innocent(
            "arenas that grow and are trimmed",
            new Jvm().set(Resource.NATIVE, t -> 60 + t % 300 / 3)),
        innocent(
            "a heap whose pages are touched late",
            new Jvm().set(Resource.HEAP_TOUCHED, t -> Math.min(256, 100 + t / 6))),
        innocent(
            "a heap that is taken in steps",
            new Jvm()
                .set(Resource.HEAP_COMMITTED, t -> t < 300 ? 128 : t < 600 ? 200 : 256)
                .set(Resource.HEAP_TOUCHED, t -> t < 300 ? 120 : t < 600 ? 190 : 250)),
        innocent("a page cache that grows", new Jvm().set(Resource.PAGE_CACHE, t -> 20 + t / 2)));
  }

  private static Arguments innocent(String name, Jvm jvm) {
    return Arguments.of(name, jvm);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("innocent")
  void whatOnlyLooksLikeALeakIsNeverSuspected(String name, Jvm jvm) {
    Run run = Run.of(jvm.signals(2 * QUARTER_HOUR));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void twoKindsThatLeakAreTwoFindings() {
    Run run =
        Run.of(
            new Jvm()
                .directLimit(128)
                .set(Resource.DIRECT, t -> 4 + t / 10)
                .set(Resource.NATIVE, t -> 60 + t / 3)
                .signals(QUARTER_HOUR));

    assertThat(run.findings().stream().map(Finding::kind).distinct())
        .containsExactlyInAnyOrder(LeakKind.DIRECT_BUFFER, LeakKind.NATIVE);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(2);
  }

  @Test
  void whatLeakedThreadsHoldIsNoLeakOfItsOwn() {
    Run run =
        Run.of(
            new Jvm()
                .set(Resource.THREADS, t -> 30 + t / 2)
                .set(Resource.HEAP, t -> 40 + t / 4)
                .set(Resource.NATIVE, t -> 60 + t / 20)
                .signals(QUARTER_HOUR));

    Finding finding = only(run);
    assertThat(finding.kind()).isEqualTo(LeakKind.THREAD);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.reason()).contains("The live set rises in step, by 51");
    // the heap's limit, which is met first
    assertThat(finding.exhaustion().limit()).isEqualTo(512L << 20);
    assertThat(finding.recommendation()).contains("the limit of 512 MiB");
  }

  @Test
  void aHeapLeakThatTurnsOutToBeHeldByThreadsIsHandedOver() {
    Run run =
        Run.of(
            new Jvm()
                .set(Resource.THREADS, t -> t < 1100 ? 30 : 30 + (t - 1100) / 2)
                .set(Resource.HEAP, t -> 40 + t / 6)
                .signals(3 * QUARTER_HOUR));

    assertThat(run.findings())
        .anyMatch(f -> f.kind() == LeakKind.HEAP && f.state() == FindingState.CONFIRMED);
    Finding heap =
        run.findings().stream().filter(f -> f.kind() == LeakKind.HEAP).toList().getLast();
    Finding threads =
        run.findings().stream().filter(f -> f.kind() == LeakKind.THREAD).toList().getLast();
    assertThat(heap.state()).isEqualTo(FindingState.RESOLVED);
    assertThat(heap.reason()).contains("the number of threads").contains(threads.id());
    assertThat(threads.state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void oneLookInStepResolvesNoConfirmedFinding() {
    Run run = new Run(Heap.WORKLOAD);
    int inStep = 0;
    for (LiveSet signal :
        new Jvm()
            .set(Resource.THREADS, t -> t < 1100 ? 30 : 30 + (t - 1100) / 2)
            .set(Resource.HEAP, t -> 40 + t / 6)
            .signals(3 * QUARTER_HOUR)) {
      run.feed(signal);
      Judgement heap = run.state().processes().getFirst().judgement();
      inStep = heap.cause() == null ? 0 : inStep + 1;
      if (inStep == 1) {
        assertThat(of(run, LeakKind.HEAP).state()).isEqualTo(FindingState.CONFIRMED);
      }
    }

    assertThat(inStep).isGreaterThan(3);
    assertThat(of(run, LeakKind.HEAP).state()).isEqualTo(FindingState.RESOLVED);
  }

  private static Finding of(Run run, LeakKind kind) {
    return run.findings().stream().filter(f -> f.kind() == kind).toList().getLast();
  }

  @Test
  void aHeapThatLeaksBesideAPoolOfThreadsStaysAHeapLeak() {
    Run run =
        Run.of(
            new Jvm()
                .set(Resource.THREADS, t -> Math.min(80, 30 + t / 4))
                .set(Resource.HEAP, t -> 40 + t / 4)
                .signals(2 * QUARTER_HOUR));

    assertThat(only(run).kind()).isEqualTo(LeakKind.HEAP);
  }

  @Test
  void whatIsKnownNotToLeakIsNoCause() {
    ProcessState process =
        Run.of(
                new Jvm()
                    .set(Resource.THREADS, t -> 30 + t / 3)
                    .set(Resource.HEAP, t -> 40 + t / 6)
                    .signals(QUARTER_HOUR))
            .state()
            .processes()
            .getFirst()
            .state();
    Judgement heap = judgement(LeakKind.HEAP, Verdict.LEAK);

    assertThat(
            Causes.settle(process, List.of(heap, judgement(LeakKind.THREAD, Verdict.INSUFFICIENT))))
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.INSUFFICIENT, Verdict.LEAK);
    assertThat(Causes.settle(process, List.of(heap, judgement(LeakKind.THREAD, Verdict.NO_LEAK))))
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.LEAK, Verdict.NO_LEAK);
  }

  private static Judgement judgement(LeakKind kind, Verdict verdict) {
    return new Judgement(
        kind,
        verdict,
        "rule",
        "reason",
        QUARTER_HOUR,
        0.5,
        new Growth(1200, 1000, 1400, 30, 330, 30, QUARTER_HOUR, 30, 30, 5, true),
        List.of(),
        null,
        null,
        null,
        List.of());
  }

  @Test
  void aJudgementOfAnOlderStateIsOfTheHeap() {
    assertThat(judgement(null, Verdict.LEAK).kind()).isEqualTo(LeakKind.HEAP);
  }

  @Test
  void aFewThreadsADayAreToldByTheDay() {
    Run run =
        Run.of(
            new Jvm()
                .threadLimit(100)
                .set(Resource.THREADS, t -> 30 + t / 8640)
                .signals(4 * 24 * 3600));

    Judgement threads =
        run.state().processes().getFirst().judgements().stream()
            .filter(j -> j.kind() == LeakKind.THREAD)
            .findFirst()
            .orElseThrow();
    assertThat(threads.growth().bytesPerHour()).isBetween(0.35, 0.48);
    assertThat(Subject.of(LeakKind.THREAD).rate(10.0 / 24)).isEqualTo("10 threads/day");
    assertThat(Subject.of(LeakKind.THREAD).rate(10)).isEqualTo("10 threads/h");
  }

  @Test
  void whatACollectorKeepsOfAGrowingHeapIsNoNativeLeak() {
    Run run =
        Run.of(
            new Jvm()
                .set(Resource.HEAP, t -> 40 + t / 4)
                .set(Resource.NATIVE, t -> 60 + t / 20)
                .signals(2 * QUARTER_HOUR));

    assertThat(only(run).kind()).isEqualTo(LeakKind.HEAP);
  }

  @Test
  void aThreadLeakIsResolvedWhenARestartDoesNotShowIt() {
    Run run = Run.of(new Jvm().set(Resource.THREADS, t -> 30 + t / 3).signals(QUARTER_HOUR));
    run.feed(new Jvm().as("2", QUARTER_HOUR).signals(2 * QUARTER_HOUR));

    // both reported side by side until the first falls silent
    Finding finding = run.finding();
    assertThat(finding.kind()).isEqualTo(LeakKind.THREAD);
    assertThat(finding.state()).isEqualTo(FindingState.RESOLVED);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  private static Duration confirmedAfter(Finding finding) {
    return Duration.between(Heap.START, finding.transitions().getLast().at());
  }

  /** The finding, when it is the only one. */
  private static Finding only(Run run) {
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    return run.finding();
  }
}
