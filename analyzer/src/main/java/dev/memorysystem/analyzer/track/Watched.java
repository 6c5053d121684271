package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.UntilFull;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process start of the workload.
 *
 * @param heard number of its newest signal among all signals of the workload's processes
 * @param judgement what the chain said last of its heap; absent before the first live-set record
 * @param leakedAtCycle old-generation cycles watched when the chain last said leak; 0 before
 * @param gone true when it was replaced or its pod deleted
 * @param beside what the chain said last of its other resources
 */
public record Watched(
    ProcessState state,
    long heard,
    @Nullable Judgement judgement,
    long leakedAtCycle,
    boolean gone,
    List<Beside> beside) {
  public Watched {
    beside = List.copyOf(beside);
  }

  /**
   * A resource of it beside the heap.
   *
   * @param leakedAtCycle old-generation cycles watched when the chain last said leak; 0 before
   */
  public record Beside(Judgement judgement, long leakedAtCycle) {}

  /** Whether what is judged is at its limit. */
  boolean isFull() {
    return judgement != null && UntilFull.isFull(state, judgement.kind());
  }

  /** The process as one kind of memory shows it: as if it had no other. */
  public Watched of(LeakKind kind) {
    if (kind == LeakKind.HEAP) {
      return this;
    }
    Optional<Beside> found = beside.stream().filter(b -> b.judgement().kind() == kind).findFirst();
    return new Watched(
        state,
        heard,
        found.map(Beside::judgement).orElse(null),
        found.map(Beside::leakedAtCycle).orElse(0L),
        gone,
        List.of());
  }

  /**
   * The process, judged anew.
   *
   * @param judgements of its heap and its resources beside it
   */
  public Watched judged(ProcessState newer, long heardAs, List<Judgement> judgements) {
    Judgement heap =
        judgements.stream().filter(j -> j.kind() == LeakKind.HEAP).findFirst().orElse(null);
    return new Watched(
        newer,
        heardAs,
        heap,
        leakedAt(newer, heap, leakedAtCycle),
        false,
        judgements.stream()
            .filter(j -> j.kind() != LeakKind.HEAP)
            .map(j -> judged(newer, j))
            .toList());
  }

  /** The process, heard of and not judged: what was said last holds. */
  public Watched of(ProcessState newer, long heardAs) {
    return new Watched(newer, heardAs, judgement, leakedAtCycle, false, beside);
  }

  /** The same, its newest signal under another number. */
  public Watched heardAs(long number) {
    return new Watched(state, number, judgement, leakedAtCycle, gone, beside);
  }

  /** What was said last of its heap and of its resources beside it. */
  public List<Judgement> judgements() {
    return Stream.concat(Stream.ofNullable(judgement), beside.stream().map(Beside::judgement))
        .toList();
  }

  /** What leaks and holds it, as far as this process knows. */
  Optional<LeakKind> cause() {
    return Optional.ofNullable(judgement).map(Judgement::cause);
  }

  private Beside judged(ProcessState newer, Judgement resource) {
    return new Beside(resource, leakedAt(newer, resource, of(resource.kind()).leakedAtCycle()));
  }

  private static long leakedAt(ProcessState process, @Nullable Judgement judgement, long before) {
    boolean leaks = judgement != null && judgement.verdict() == Verdict.LEAK;
    return leaks ? process.watchedCycles() : before;
  }

  /** As it is stored: what every rule said is remembered of a finding, in its evidence. */
  public Watched stored() {
    List<Beside> others =
        beside.stream()
            .map(b -> new Beside(b.judgement().withoutSteps(), b.leakedAtCycle()))
            .toList();
    return new Watched(
        state,
        heard,
        judgement == null ? null : judgement.withoutSteps(),
        leakedAtCycle,
        gone,
        others);
  }

  /**
   * What two places know of it: see {@link ProcessState#joined}. Its judgements are those of the
   * place that knew as much, else they are to be made anew.
   *
   * @param heardAs number of its newest signal
   */
  public Watched joined(Watched other, long heardAs) {
    ProcessState joined = state.joined(other.state);
    Watched judged = knows(joined, other) ? this : other;
    return new Watched(
        joined,
        heardAs,
        judged.judgement,
        Math.max(leakedSince(joined), other.leakedSince(joined)),
        gone || other.gone,
        judged.beside.stream()
            .map(
                b -> {
                  LeakKind kind = b.judgement().kind();
                  long here = of(kind).leakedSince(joined);
                  return new Beside(
                      b.judgement(), Math.max(here, other.of(kind).leakedSince(joined)));
                })
            .toList());
  }

  /** Whether its judgements are those of a joined state, rather than the other's. */
  private boolean knows(ProcessState joined, Watched other) {
    boolean here = joined.equals(state);
    boolean there = joined.equals(other.state);
    // of two that know as much: either, but always the same
    return here == there ? toString().compareTo(other.toString()) <= 0 : here;
  }

  /** When it last said leak, in the cycles of a state that has taken this one in. */
  private long leakedSince(ProcessState joined) {
    return leakedAtCycle == 0 ? 0 : Math.max(0, joined.watchedCycles() - quietCycles());
  }

  public Watched asGone() {
    return new Watched(state, heard, judgement, leakedAtCycle, true, beside);
  }

  /** With what was learnt of it meanwhile. */
  public Watched as(ProcessRef better) {
    return new Watched(state.of(better), heard, judgement, leakedAtCycle, gone, beside);
  }

  /** Whether it is this start of a process. */
  public boolean is(ProcessRef process) {
    return is(process.instanceId());
  }

  boolean is(@Nullable String instanceId) {
    return state.process().instanceId().equals(instanceId);
  }

  /** Sites of the newest snapshot; none while there is no snapshot. */
  List<SiteSurvivors> sites() {
    Snapshot snapshot = state.snapshot();
    return snapshot == null ? List.of() : snapshot.sites();
  }

  /** Sites whose survivors look like a leak's, most samples first. */
  List<SiteSurvivors> culprits() {
    return judgement == null ? List.of() : judgement.culprits(state);
  }

  boolean says(Verdict verdict) {
    return judgement != null && judgement.verdict() == verdict;
  }

  long watchedSeconds() {
    return judgement == null ? 0 : judgement.watchedSeconds();
  }

  /** Old-generation cycles completed since it last looked like a leak. */
  long quietCycles() {
    return Math.max(0, state.watchedCycles() - leakedAtCycle);
  }
}
