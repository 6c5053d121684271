package dev.memorysystem.analyzer.finding;

import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leak: what grows, where it is allocated, what holds it, when memory runs out. Unknown is
 * absent, never made up.
 *
 * @param id stable over replicas, restarts and revisions: workload, kind, and the site as far as it
 *     was known at first sight
 * @param triage what a person made of it; absent when nobody did
 * @param confidence 0 to 1
 * @param processes those that show it, newest first, bounded
 * @param firstSeen where it showed first
 * @param lastSeen where it showed when it was last told
 * @param type class of the leaking objects
 * @param allocationSite innermost frame first; empty when unknown
 * @param holder the field that keeps them, {@code package.Class.field}
 * @param retainedPath from a root to the leaking objects or what they are in; empty when unknown
 * @param growingContainer that they are in; absent when unknown
 * @param growthBytesPerHour of the live set, summed over no more than one process: the fastest
 * @param shareOfGrowth this site's share of the growth, 0 to 1
 * @param transitions oldest first, bounded
 * @param reason why it is in its state, for a person
 * @param recommendation what to do, and why this may be wrong
 * @param running who worked in one of its processes, by sampled stacks. This and what follows no
 *     analysis says: a reader of findings is told it beside them
 * @param grownClasses classes that grew most there between two censuses
 * @param leftOpen who left open there what it opened
 */
public record Finding(
    String id,
    FindingState state,
    @Nullable Triage triage,
    LeakKind kind,
    double confidence,
    Workload workload,
    List<ProcessRef> processes,
    @Nullable Sighting firstSeen,
    @Nullable Sighting lastSeen,
    @Nullable String type,
    List<String> allocationSite,
    @Nullable String holder,
    List<String> retainedPath,
    @Nullable GrowingContainer growingContainer,
    @Nullable Double growthBytesPerHour,
    @Nullable Double shareOfGrowth,
    @Nullable Exhaustion exhaustion,
    Evidence evidence,
    List<Transition> transitions,
    String reason,
    String recommendation,
    @Nullable Cited running,
    @Nullable Cited grownClasses,
    @Nullable Cited leftOpen) {
  public Finding {
    processes = List.copyOf(processes);
    allocationSite = List.copyOf(allocationSite);
    retainedPath = List.copyOf(retainedPath);
    transitions = List.copyOf(transitions);
  }

  /** As the analysis says it, with nothing beside it. */
  public Finding(
      String id,
      FindingState state,
      @Nullable Triage triage,
      LeakKind kind,
      double confidence,
      Workload workload,
      List<ProcessRef> processes,
      @Nullable Sighting firstSeen,
      @Nullable Sighting lastSeen,
      @Nullable String type,
      List<String> allocationSite,
      @Nullable String holder,
      List<String> retainedPath,
      @Nullable GrowingContainer growingContainer,
      @Nullable Double growthBytesPerHour,
      @Nullable Double shareOfGrowth,
      @Nullable Exhaustion exhaustion,
      Evidence evidence,
      List<Transition> transitions,
      String reason,
      String recommendation) {
    this(
        id,
        state,
        triage,
        kind,
        confidence,
        workload,
        processes,
        firstSeen,
        lastSeen,
        type,
        allocationSite,
        holder,
        retainedPath,
        growingContainer,
        growthBytesPerHour,
        shareOfGrowth,
        exhaustion,
        evidence,
        transitions,
        reason,
        recommendation,
        null,
        null,
        null);
  }

  /** The same, with what was found in its processes. */
  public Finding beside(
      @Nullable Cited whoRuns, @Nullable Cited whatGrew, @Nullable Cited whoLeavesOpen) {
    return new Finding(
        id,
        state,
        triage,
        kind,
        confidence,
        workload,
        processes,
        firstSeen,
        lastSeen,
        type,
        allocationSite,
        holder,
        retainedPath,
        growingContainer,
        growthBytesPerHour,
        shareOfGrowth,
        exhaustion,
        evidence,
        transitions,
        reason,
        recommendation,
        whoRuns,
        whatGrew,
        whoLeavesOpen);
  }
}
