package dev.memorysystem.operator.status;

import static dev.memorysystem.operator.status.Conditions.Verdict.isFalse;
import static dev.memorysystem.operator.status.Conditions.Verdict.isTrue;
import static dev.memorysystem.operator.status.Conditions.Verdict.unknown;

import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.operator.status.Conditions.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The condition {@link ConditionType#RolledOut}. */
final class RolloutVerdict {
  /** Workloads a message names. */
  private static final int NAMED = 3;

  private RolloutVerdict() {}

  static Verdict of(RolloutStatus rollout) {
    Optional<RolloutWorkload> failed =
        rollout.workloads().stream().filter(it -> it.state().equals("Failed")).findFirst();
    if (failed.isPresent()) {
      return isFalse(Reason.RolloutFailed, inWords(failed.get()));
    }
    Optional<RolloutWorkload> notGranted =
        rollout.workloads().stream().filter(it -> "NotGranted".equals(it.reason())).findFirst();
    if (notGranted.isPresent()) {
      return isFalse(
          Reason.RolloutNotGranted,
          "%d workloads wait for their restart: %s"
              .formatted(rollout.pending(), inWords(notGranted.get())));
    }
    if (rollout.pending() > 0) {
      return unknown(
          Reason.RolloutInProgress,
          "%d workloads to restart, %d restarted: %s"
              .formatted(
                  rollout.pending(),
                  rollout.restarted(),
                  some(rollout, List.of("Restarting", "Pending"))));
    }
    return rollout.refused() > 0
        ? isFalse(
            Reason.RolloutRefused,
            "%d workloads are not restarted: %s"
                .formatted(rollout.refused(), some(rollout, List.of("Refused"))))
        : isTrue(
            Reason.RolloutComplete, "%d workloads were restarted".formatted(rollout.restarted()));
  }

  private static String some(RolloutStatus rollout, List<String> states) {
    List<RolloutWorkload> which =
        rollout.workloads().stream().filter(it -> states.contains(it.state())).toList();
    return which.stream()
            .limit(NAMED)
            .map(RolloutVerdict::inWords)
            .collect(Collectors.joining("; "))
        + (which.size() > NAMED ? "; …" : "");
  }

  private static String inWords(RolloutWorkload workload) {
    return "%s/%s: %s"
        .formatted(
            workload.kind(),
            workload.name(),
            Objects.requireNonNullElse(workload.message(), "restarting"));
  }
}
