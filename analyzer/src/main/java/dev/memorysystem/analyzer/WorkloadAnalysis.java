package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.detect.Chain;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Assessments;
import dev.memorysystem.analyzer.track.Findings;
import dev.memorysystem.analyzer.track.Lifecycle;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pure fold from the signals of one workload to findings: no clock, no I/O, no randomness. The
 * same signals in the same order lead to the same decisions.
 */
public final class WorkloadAnalysis {
  /** Process starts remembered; the longest silent is forgotten first. */
  public static final int PROCESSES = 16;

  /**
   * A process that misses this many reports, while others report, no longer runs: 5 min at 15 s.
   */
  private static final int SILENT = 20;

  private WorkloadAnalysis() {}

  /** The state before any signal. */
  public static WorkloadState initial(Workload workload) {
    return new WorkloadState(WorkloadState.VERSION, workload, null, 0, List.of(), null, null);
  }

  /**
   * One signal. Late, repeated and empty signals change nothing.
   *
   * @throws IllegalArgumentException if the signal is another workload's
   */
  public static Step step(WorkloadState state, Signal signal) {
    if (!signal.workload().equals(state.workload())) {
      throw new IllegalArgumentException(
          "a signal of %s was sent to the analysis of %s"
              .formatted(signal.workload().key(), state.workload().key()));
    }
    return switch (signal) {
      case LiveSet liveSet -> liveSet(state, liveSet);
      case Survivors survivors -> survivors(state, survivors);
      case PodFact pod -> pod(state, pod);
      case DetectionSettings settings -> settings(state, settings);
    };
  }

  private static Step liveSet(WorkloadState state, LiveSet signal) {
    Optional<Watched> known = find(state, signal.process());
    ProcessState before =
        known.map(Watched::state).orElseGet(() -> begin(signal.process(), signal));
    ProcessState after = before.with(signal);
    if (after == before) {
      return new Step(state, List.of());
    }
    Judgement last = known.map(Watched::judgement).orElse(null);
    boolean collected = signal.floor() != null || signal.oldFloor() != null;
    if (last != null && !collected) {
      return new Step(heard(state, after, last), List.of());
    }
    return look(heard(state, after, judge(state, after, signal.at())), signal.at());
  }

  private static Step survivors(WorkloadState state, Survivors signal) {
    Optional<Watched> known = find(state, signal.process());
    ProcessState before =
        known.map(Watched::state).orElseGet(() -> begin(signal.process(), signal));
    ProcessState after = before.with(signal);
    return after == before
        ? new Step(state, List.of())
        : look(heard(state, after, judge(state, after, signal.at())), signal.at());
  }

  private static Step pod(WorkloadState state, PodFact pod) {
    if (!pod.deleted()) {
      return new Step(state, List.of());
    }
    List<Watched> processes =
        state.processes().stream()
            .map(w -> pod.podUid().equals(w.state().process().podUid()) ? w.asGone() : w)
            .toList();
    return processes.equals(state.processes())
        ? new Step(state, List.of())
        : look(state.with(processes), pod.at());
  }

  private static Step settings(WorkloadState state, DetectionSettings settings) {
    DetectionSettings before = state.settings();
    if (before != null && before.at().isAfter(settings.at())) {
      return new Step(state, List.of());
    }
    WorkloadState next = state.with(settings);
    return new Step(next, acknowledged(state, next, settings.at()));
  }

  /** A finding that the profile has begun to ignore is closed; one it no longer ignores, told. */
  private static List<Decision> acknowledged(
      WorkloadState before, WorkloadState after, Instant at) {
    Tracked tracked = after.tracked();
    if (tracked == null || tracked.finding().state() == FindingState.RESOLVED) {
      return List.of();
    }
    boolean ignored = ignored(after).contains(tracked.finding().id());
    if (ignored == ignored(before).contains(tracked.finding().id())) {
      return List.of();
    }
    Finding told =
        ignored
            ? Findings.in(
                tracked.finding(),
                FindingState.RESOLVED,
                at,
                "Acknowledged: its id is in the profile's ignore list.")
            : tracked.finding();
    return List.of(new Decision.FindingChanged(told));
  }

  private static Optional<Watched> find(WorkloadState state, ProcessRef process) {
    return state.processes().stream().filter(w -> w.is(process)).findFirst();
  }

  private static ProcessState begin(ProcessRef process, Signal signal) {
    return ProcessState.of(process, signal.at());
  }

  private static Judgement judge(WorkloadState state, ProcessState process, Instant at) {
    DetectionSettings settings = state.settings();
    Duration horizon = settings == null ? DetectionSettings.DEFAULT_HORIZON : settings.horizon();
    return Chain.judge(process, at, horizon);
  }

  /** The state with a process heard of; a new start in a pod takes the place of the one before. */
  private static WorkloadState heard(
      WorkloadState state, ProcessState process, @Nullable Judgement judgement) {
    WorkloadState next = state.heardOnce();
    var newest = new Watched(process, next.heard(), judgement, false);
    String pod = process.process().podUid();
    List<Watched> processes = new ArrayList<>(state.processes());
    if (find(state, process.process()).isPresent()) {
      processes.replaceAll(w -> w.is(process.process()) ? newest : w);
    } else {
      processes.replaceAll(
          w -> pod != null && pod.equals(w.state().process().podUid()) ? w.asGone() : w);
      processes.add(newest);
    }
    if (processes.size() > PROCESSES) {
      processes.remove(
          processes.stream().min(Comparator.comparingLong(Watched::heard)).orElseThrow());
    }
    return next.with(processes);
  }

  /** One look at all processes that run, after one of them was judged anew. */
  private static Step look(WorkloadState state, Instant at) {
    List<Watched> running = running(state);
    DetectionSettings settings = state.settings();
    double confidence =
        settings == null
            ? DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE
            : settings.minimumConfidence();
    Lifecycle.Outcome outcome =
        new Lifecycle(state.workload(), at, confidence).look(state.tracked(), running);
    Assessment assessed =
        Assessments.next(state.assessed(), state.workload(), outcome.tracked(), running, at);
    List<Decision> decisions = new ArrayList<>();
    Set<String> ignored = ignored(state);
    for (Finding finding : outcome.told()) {
      if (!ignored.contains(finding.id())) {
        decisions.add(new Decision.FindingChanged(finding));
      }
    }
    if (assessed != null && !assessed.equals(state.assessed())) {
      decisions.add(new Decision.AssessmentChanged(assessed));
    }
    return new Step(state.told(outcome.tracked(), assessed), decisions);
  }

  private static Set<String> ignored(WorkloadState state) {
    DetectionSettings settings = state.settings();
    return settings == null ? Set.of() : settings.ignore();
  }

  /** Neither gone nor silent for long while others reported. */
  private static List<Watched> running(WorkloadState state) {
    List<Watched> present = state.processes().stream().filter(w -> !w.gone()).toList();
    long silent = (long) SILENT * present.size();
    return present.stream().filter(w -> state.heard() - w.heard() <= silent).toList();
  }
}
