package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.anomaly.Noticed;
import dev.memorysystem.analyzer.detect.Causes;
import dev.memorysystem.analyzer.detect.Chain;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Peer;
import dev.memorysystem.analyzer.detect.Resources;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
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
import dev.memorysystem.analyzer.track.Assessments;
import dev.memorysystem.analyzer.track.Handover;
import dev.memorysystem.analyzer.track.Lifecycle;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

  /** Kinds of memory that are judged: what may hold another comes first. */
  static final List<LeakKind> JUDGED =
      List.of(
          LeakKind.THREAD,
          LeakKind.METASPACE,
          LeakKind.HEAP,
          LeakKind.DIRECT_BUFFER,
          LeakKind.MAPPED_BUFFER,
          LeakKind.NATIVE);

  private static final List<LeakKind> HEAP = List.of(LeakKind.HEAP);

  private static final List<LeakKind> BESIDE_HEAP =
      JUDGED.stream().filter(kind -> kind != LeakKind.HEAP).toList();

  private WorkloadAnalysis() {}

  /** The state before any signal. */
  public static WorkloadState initial(Workload workload) {
    return new WorkloadState(
        WorkloadState.VERSION,
        workload,
        null,
        0,
        List.of(),
        List.of(),
        List.of(),
        null,
        Noticed.NONE);
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
    Step step =
        switch (signal) {
          case LiveSet liveSet -> liveSet(state, liveSet);
          case Survivors survivors ->
              walked(
                  state,
                  survivors.process(),
                  survivors,
                  process -> process.with(survivors),
                  Chain::looksAtSites);
          case Containers walk ->
              walked(
                  state,
                  walk.process(),
                  walk,
                  process -> process.with(walk),
                  Chain::looksAtContainers);
          case RetainedPaths walk -> reached(state, walk);
          case PodFact pod -> pod(state, pod);
          case PodsListed listed -> listed(state, listed);
          case DetectionSettings settings -> settings(state, settings);
        };
    return Noticing.apply(state, Triaging.apply(step, signal.at()), signal);
  }

  /**
   * Two states of one workload as one: of replicas that reported to two places, or of processes
   * that went from one place to another. Given either way round the result is the same, and a state
   * merged with itself, or with one it has taken in, stays as it is. Processes join in any
   * grouping; the findings of three states are those of two and one. What the merged state says
   * agrees with one that heard everything once each process has been heard again.
   *
   * @throws IllegalArgumentException if they are of two workloads
   */
  public static Step merge(WorkloadState one, WorkloadState other) {
    return Merging.merge(one.migrated(), other.migrated());
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
    boolean due = last == null || after.isNewAfter(before);
    boolean levels = due || isOpenBesideHeap(state) || after.isNewBesideHeapAfter(before);
    Judgement heap = last == null || due ? judge(state, after, signal.at()) : last;
    WorkloadState heard = levels ? heard(state, after, heap, signal.at()) : heard(state, after);
    return look(
        heard, signal.at(), signal.process(), due ? JUDGED : levels ? BESIDE_HEAP : List.of());
  }

  /**
   * What was found is looked at with every report, so that it is confirmed and resolved in time.
   */
  private static boolean isOpenBesideHeap(WorkloadState state) {
    return state.tracked().stream()
        .map(Tracked::finding)
        .anyMatch(f -> f.kind() != LeakKind.HEAP && f.state() != FindingState.RESOLVED);
  }

  /**
   * What was learnt of the objects of a process's heap.
   *
   * @param matters whether what was said last of the heap can change by it
   */
  private static Step walked(
      WorkloadState state,
      ProcessRef process,
      Signal signal,
      UnaryOperator<ProcessState> learn,
      Predicate<Judgement> matters) {
    Optional<Watched> known = find(state, process);
    ProcessState before = known.map(Watched::state).orElseGet(() -> begin(process, signal));
    ProcessState after = learn.apply(before);
    if (after == before) {
      return new Step(state, List.of());
    }
    Judgement last = known.map(Watched::judgement).orElse(null);
    WorkloadState heard =
        last == null || matters.test(last)
            ? heard(state, after, judge(state, after, signal.at()), signal.at())
            : heard(state, after);
    return look(heard, signal.at(), process, HEAP);
  }

  /** What holds known samples names a finding and judges nothing: the next look tells it. */
  private static Step reached(WorkloadState state, RetainedPaths walk) {
    Optional<Watched> known = find(state, walk.process());
    if (known.isEmpty()) {
      return new Step(state, List.of());
    }
    ProcessState before = known.get().state();
    ProcessState after = before.with(walk);
    return after == before ? new Step(state, List.of()) : new Step(heard(state, after), List.of());
  }

  private static Step pod(WorkloadState state, PodFact pod) {
    List<Watched> processes =
        state.processes().stream()
            .map(w -> pod.podUid().equals(w.state().process().podUid()) ? told(w, pod) : w)
            .toList();
    if (processes.equals(state.processes())) {
      return new Step(state, List.of());
    }
    WorkloadState next = state.with(processes);
    return pod.deleted() ? look(next, pod.at(), null, JUDGED) : new Step(next, List.of());
  }

  /** A process does not know its own revision, and may have spoken before the operator did. */
  private static Watched told(Watched watched, PodFact pod) {
    if (pod.deleted()) {
      return watched.gone() ? watched : watched.asGone();
    }
    ProcessRef process = watched.state().process();
    return process.revision() == null && pod.revision() != null
        ? watched.as(process.of(pod.revision()))
        : watched;
  }

  /**
   * A workload without pods has no processes, whoever missed their end. One with pods may have none
   * that reports: it goes on without the agent.
   */
  private static Step listed(WorkloadState state, PodsListed listed) {
    if (state.tracked().isEmpty()) {
      return new Step(state, List.of());
    }
    WorkloadState next = listed.pods() > 0 ? state : withoutPods(state);
    if (!running(next).isEmpty()) {
      return new Step(state, List.of());
    }
    Step step = look(next, listed.at(), null, JUDGED);
    return step.state().equals(state) ? new Step(state, List.of()) : step;
  }

  private static WorkloadState withoutPods(WorkloadState state) {
    return state.with(
        state.processes().stream()
            .map(w -> w.gone() || w.state().process().podUid() == null ? w : w.asGone())
            .toList());
  }

  private static Step settings(WorkloadState state, DetectionSettings settings) {
    DetectionSettings before = state.settings();
    return before != null && before.at().isAfter(settings.at())
        ? new Step(state, List.of())
        : new Step(state.with(settings), List.of());
  }

  private static Optional<Watched> find(WorkloadState state, ProcessRef process) {
    return state.processes().stream().filter(w -> w.is(process)).findFirst();
  }

  private static ProcessState begin(ProcessRef process, Signal signal) {
    return ProcessState.of(process, signal.at());
  }

  private static Judgement judge(WorkloadState state, ProcessState process, Instant at) {
    return Chain.judge(process, at, horizon(state), peers(state, process));
  }

  /** A process judged anew, as of the last that was heard of it. */
  static Watched judged(WorkloadState state, Watched watched) {
    ProcessState process = watched.state();
    Instant at = process.lastAt();
    if (at == null) {
      return watched;
    }
    Judgement heap = judge(state, process, at);
    Watched judged =
        watched.judged(process, watched.heard(), judgements(state, process, heap, at)).stored();
    return watched.gone() ? judged.asGone() : judged;
  }

  private static List<Judgement> judgements(
      WorkloadState state, ProcessState process, Judgement heap, Instant at) {
    List<Judgement> judgements = new ArrayList<>();
    judgements.add(heap);
    judgements.addAll(Resources.judge(process, at, horizon(state)));
    return Causes.settle(process, judgements);
  }

  /** The other starts that were judged. */
  private static List<Peer> peers(WorkloadState state, ProcessState process) {
    List<Peer> peers = new ArrayList<>();
    for (Watched watched : state.processes()) {
      Judgement judgement = watched.judgement();
      if (judgement != null && !watched.is(process.process())) {
        peers.add(new Peer(watched.state(), judgement.verdict()));
      }
    }
    return peers;
  }

  private static Duration horizon(WorkloadState state) {
    DetectionSettings settings = state.settings();
    return settings == null ? DetectionSettings.DEFAULT_HORIZON : settings.horizon();
  }

  /** The state with a known process heard of again, of which nothing is to be judged anew. */
  private static WorkloadState heard(WorkloadState state, ProcessState process) {
    WorkloadState next = state.heardOnce();
    return next.with(
        state.processes().stream()
            .map(w -> w.is(process.process()) ? w.of(process, next.heard()) : w)
            .toList());
  }

  /**
   * The state with a process heard of; a new start in a pod takes the place of the one before.
   *
   * @param heap what the chain says of its heap
   */
  private static WorkloadState heard(
      WorkloadState state, ProcessState process, Judgement heap, Instant at) {
    WorkloadState next = state.heardOnce();
    Watched before =
        find(state, process.process())
            .orElseGet(() -> new Watched(process, 0, null, 0, false, List.of()));
    Watched newest = before.judged(process, next.heard(), judgements(state, process, heap, at));
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

  /**
   * One look at all processes that run, after one of them was judged anew or is gone.
   *
   * @param kinds of memory to look at
   */
  private static Step look(
      WorkloadState state, Instant at, @Nullable ProcessRef judged, List<LeakKind> kinds) {
    List<Watched> running = running(state);
    DetectionSettings settings = state.settings();
    double confidence =
        settings == null
            ? DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE
            : settings.minimumConfidence();
    String instance = judged == null ? null : judged.instanceId();
    List<Tracked> tracked = new ArrayList<>();
    List<Finding> past = state.past();
    List<Decision> decisions = new ArrayList<>();
    for (LeakKind kind : JUDGED) {
      Tracked before = state.tracked(kind);
      if (!kinds.contains(kind)) {
        Stream.ofNullable(before).forEach(tracked::add);
        continue;
      }
      List<Watched> shown = running.stream().map(w -> w.of(kind)).toList();
      Lifecycle.Outcome outcome =
          new Lifecycle(state.workload(), kind, at, confidence, instance).look(before, past, shown);
      Stream.ofNullable(outcome.tracked()).forEach(tracked::add);
      past = outcome.past();
      outcome.told().forEach(finding -> decisions.add(new Decision.FindingChanged(finding)));
    }
    Handover.settle(state.tracked(), tracked, running, at)
        .forEach(finding -> decisions.add(new Decision.FindingChanged(finding)));
    Assessment assessed =
        Assessments.next(state.assessed(), state.workload(), tracked, running, at);
    if (assessed != null && !assessed.equals(state.assessed())) {
      decisions.add(new Decision.AssessmentChanged(assessed));
    }
    WorkloadState stored = state.with(state.processes().stream().map(Watched::stored).toList());
    return new Step(stored.told(tracked, past, assessed), decisions);
  }

  /** Neither gone nor silent for long while others reported. */
  public static List<Watched> running(WorkloadState state) {
    List<Watched> present = state.processes().stream().filter(w -> !w.gone()).toList();
    long silent = (long) SILENT * present.size();
    return present.stream().filter(w -> state.heard() - w.heard() <= silent).toList();
  }
}
