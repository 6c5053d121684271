package dev.memorysystem.operator.status;

import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.PodCounts;
import dev.memorysystem.crd.UncoveredPod;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which pods of a profile are watched, and why the others are not.
 *
 * @param uncovered the ones to put right first; at most {@link MemoryProfileStatus#MAX_UNCOVERED}
 * @param notInjected pods that should be injected and are not, wholly or in part
 * @param waiting injected pods whose first report is still due
 * @param silent injected pods whose agents have fallen silent
 * @param cutOff injected pods that know the collector no longer
 */
record Coverage(
    PodCounts counts,
    List<UncoveredPod> uncovered,
    int notInjected,
    int waiting,
    int silent,
    int cutOff) {

  static Coverage of(Observed observed) {
    List<PodState> states =
        observed.pods().stream()
            .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getName()))
            .map(pod -> PodState.of(pod, observed))
            .toList();
    return new Coverage(
        new PodCounts(
            states.size(),
            count(states, PodState::injected),
            count(states, PodState::reporting),
            count(states, state -> state.has(Reason.NoSupportedRuntime))),
        states.stream()
            .flatMap(PodState::gaps)
            .sorted(Comparator.comparing(gap -> urgency(Reason.valueOf(gap.reason()))))
            .limit(MemoryProfileStatus.MAX_UNCOVERED)
            .toList(),
        count(states, PodState::lacksInjection),
        count(states, state -> state.has(Reason.NotReportingYet)),
        count(states, state -> state.has(Reason.AgentSilent)),
        count(states, state -> state.has(Reason.AuthorityReplaced)));
  }

  /** What the agent does harm by, if it does. */
  Optional<Reason> trouble() {
    return uncovered.stream()
        .map(gap -> Reason.valueOf(gap.reason()))
        .filter(Reason::isTrouble)
        .min(Comparator.naturalOrder());
  }

  private static int urgency(Reason reason) {
    return reason.isTrouble() ? 0 : reason.isIntended() ? 2 : 1;
  }

  private static int count(List<PodState> states, Predicate<PodState> condition) {
    return (int) states.stream().filter(condition).count();
  }
}
