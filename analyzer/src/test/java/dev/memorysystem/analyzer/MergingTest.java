package dev.memorysystem.analyzer;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.anomaly.Noticed;
import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two small states of a workload as one; {@link MergeTest} merges what whole runs left. */
class MergingTest {
  private static WorkloadState state(long heard, Watched... processes) {
    return new WorkloadState(
        WorkloadState.VERSION,
        Measured.WORKLOAD,
        null,
        heard,
        List.of(processes),
        List.of(),
        List.of(),
        null,
        Noticed.NONE);
  }

  /** Started so many seconds after noon, heard ten seconds later, as the so many-th signal. */
  private static Watched watched(String id, @Nullable String pod, long start, long heard) {
    Instant started = NOON.plusSeconds(start);
    var process = new ProcessRef(id, null, pod, null, null, null, null, null, started);
    ProcessState state =
        ProcessState.of(process, started)
            .with(Measured.at(start + 10).of(process).floor(100).told());
    return new Watched(state, heard, null, 0, false, List.of());
  }

  private static WorkloadState merged(WorkloadState one, WorkloadState other) {
    WorkloadState merged = WorkloadAnalysis.merge(one, other).state();
    assertThat(WorkloadAnalysis.merge(other, one).state()).isEqualTo(merged);
    return merged;
  }

  private static List<String> instances(WorkloadState state) {
    return state.processes().stream().map(w -> w.state().process().instanceId()).toList();
  }

  @Test
  void onlyOneWorkloadsStatesAreMerged() {
    WorkloadState other = WorkloadAnalysis.initial(new Workload("shop", "Job", "x", "app"));

    assertThatThrownBy(() -> WorkloadAnalysis.merge(state(0), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be merged");
    WorkloadState same = state(3, watched("a", null, 0, 3));
    assertThat(WorkloadAnalysis.merge(same, same)).isEqualTo(new Step(same, List.of()));
  }

  @Test
  void whoWasSilentStaysAsLongSilent() {
    WorkloadState merged =
        merged(state(10, watched("a", null, 0, 7)), state(25, watched("b", null, 5, 25)));

    assertThat(merged.heard()).isEqualTo(25);
    assertThat(merged.processes()).extracting(Watched::heard).containsExactly(22L, 25L);
    assertThat(merged.processes()).allMatch(w -> w.judgement() == null);
  }

  @Test
  void aProcessThatBothHeardIsOneJudgedAnew() {
    Watched early = watched("a", null, 0, 3);
    Watched late =
        new Watched(
            ProcessState.of(early.state().process(), NOON)
                .with(Measured.at(20).of(early.state().process()).floor(120).told()),
            9,
            null,
            0,
            false,
            List.of());

    WorkloadState merged = merged(state(4, early), state(9, late));

    assertThat(merged.processes()).hasSize(1);
    assertThat(merged.processes().getFirst().heard()).isEqualTo(9);
    assertThat(merged.processes().getFirst().state().floors().points()).hasSize(2);
    assertThat(merged.processes().getFirst().judgement()).isNotNull();
  }

  @Test
  void theSixteenHeardLastAreKeptInTheOrderOfTheirStart() {
    Watched[] one = many(0);
    Watched[] other = many(1);

    WorkloadState merged = merged(state(20, one), state(20, other));

    assertThat(instances(merged))
        .hasSize(WorkloadAnalysis.PROCESSES)
        .isSorted()
        .startsWith("p04")
        .endsWith("p19");
  }

  private static Watched[] many(int from) {
    return IntStream.range(0, 10)
        .map(i -> from + 2 * i)
        .mapToObj(i -> watched("p%02d".formatted(i), null, 100L * i, i))
        .toArray(Watched[]::new);
  }

  @Test
  void ofTwoStartsInAPodTheOlderIsGone() {
    Watched older = watched("a", "pod-1", 0, 1);
    Watched newer = watched("b", "pod-1", 100, 1);

    assertThat(merged(state(1, older), state(1, newer)).processes())
        .extracting(Watched::gone)
        .containsExactly(true, false);
    assertThat(merged(state(1, older), state(1, watched("b", "pod-2", 100, 1))).processes())
        .noneMatch(Watched::gone);
    assertThat(
            merged(state(1, watched("a", null, 0, 1)), state(1, watched("b", null, 100, 1)))
                .processes())
        .noneMatch(Watched::gone);
  }

  private static DetectionSettings settings(long second, double confidence) {
    return new DetectionSettings(
        Measured.WORKLOAD,
        NOON.plusSeconds(second),
        confidence,
        DetectionSettings.DEFAULT_HORIZON,
        Map.of());
  }

  private static Assessment assessment(long second, String reason) {
    return new Assessment(Measured.WORKLOAD, Verdict.NO_LEAK, reason, NOON.plusSeconds(second));
  }

  private static WorkloadState said(
      @Nullable DetectionSettings settings, @Nullable Assessment assessed, Noticed unusual) {
    WorkloadState state = state(0);
    return new WorkloadState(
        state.version(),
        state.workload(),
        settings,
        state.heard(),
        state.processes(),
        state.past(),
        state.tracked(),
        assessed,
        unusual);
  }

  @Test
  void whatWasSaidLastHolds() {
    WorkloadState merged =
        merged(
            said(settings(10, 0.5), assessment(20, "Flat."), Noticed.NONE),
            said(settings(15, 0.7), assessment(5, "Young."), Noticed.NONE));

    assertThat(merged.settings()).isEqualTo(settings(15, 0.7));
    assertThat(merged.assessed()).isEqualTo(assessment(20, "Flat."));
    WorkloadState half =
        merged(
            said(settings(10, 0.5), null, Noticed.NONE),
            said(null, assessment(5, "Young."), Noticed.NONE));
    assertThat(half.settings()).isEqualTo(settings(10, 0.5));
    assertThat(half.assessed()).isEqualTo(assessment(5, "Young."));
    // said at once, one of them holds, whichever is given first
    assertThat(
            merged(
                    said(settings(10, 0.5), null, Noticed.NONE),
                    said(settings(10, 0.7), null, Noticed.NONE))
                .settings())
        .isEqualTo(settings(10, 0.7));
  }

  @Test
  void whatIsUnusualIsToldWhereOneDidNotKnowIt() {
    Anomaly anomaly =
        new Anomaly(
            AnomalyKind.GC_THRASH,
            Measured.WORKLOAD,
            NOON,
            null,
            Measured.process("a", NOON),
            null,
            0.5,
            "1",
            "Much.");
    Noticed noticed = new Noticed(List.of(), List.of(anomaly));

    Step step =
        WorkloadAnalysis.merge(
            said(null, null, noticed), said(null, assessment(5, "Young."), Noticed.NONE));
    assertThat(step.decisions())
        .containsExactly(
            new Decision.AnomaliesChanged(new Anomalies(Measured.WORKLOAD, List.of(anomaly))));
    assertThat(
            WorkloadAnalysis.merge(
                    said(null, null, noticed), said(null, assessment(5, "Young."), noticed))
                .decisions())
        .isEmpty();
  }

  @Test
  void aStateOfAnEarlierLayoutIsMerged() {
    WorkloadState now = state(3, watched("a", null, 0, 3));
    WorkloadState before =
        new WorkloadState(
            3,
            now.workload(),
            null,
            now.heard(),
            now.processes(),
            List.of(),
            List.of(),
            null,
            Noticed.NONE);

    assertThat(merged(before, state(0)).version()).isEqualTo(WorkloadState.VERSION);
    assertThat(before.migrated()).isEqualTo(now);
    assertThat(now.migrated()).isSameAs(now);
  }
}
