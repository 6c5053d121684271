package dev.memorysystem.operator.rollout;

import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.operator.rollout.Assessor.Assessed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verdicts as a status shows them. */
final class RolloutReport {
  static final String PENDING = "Pending";
  static final String RESTARTING = "Restarting";
  static final String RESTARTED = "Restarted";
  static final String REFUSED = "Refused";
  static final String FAILED = "Failed";

  private static final List<String> ORDER =
      List.of(FAILED, RESTARTING, REFUSED, PENDING, RESTARTED);

  private RolloutReport() {}

  /**
   * @param hold why none is started now
   */
  static RolloutStatus of(List<Assessed> assessed, Optional<Hold> hold, String namespace) {
    List<RolloutWorkload> workloads =
        assessed.stream().flatMap(it -> entry(it, hold, namespace).stream()).toList();
    return new RolloutStatus(
        count(workloads, PENDING, RESTARTING),
        count(workloads, RESTARTED),
        count(workloads, REFUSED, FAILED),
        workloads.stream()
            .sorted(
                Comparator.<RolloutWorkload>comparingInt(it -> ORDER.indexOf(it.state()))
                    .thenComparing(it -> it.revision() == null)
                    .thenComparing(RolloutWorkload::kind)
                    .thenComparing(RolloutWorkload::name))
            .limit(RolloutStatus.MAX_WORKLOADS)
            .toList());
  }

  private static Optional<RolloutWorkload> entry(
      Assessed assessed, Optional<Hold> hold, String namespace) {
    return Optional.ofNullable(
        switch (assessed.verdict()) {
          case Verdict.Current(var revision) ->
              revision.map(it -> entry(assessed, RESTARTED, null, null, it)).orElse(null);
          case Verdict.Refused(var reason, var message, var revision) ->
              entry(assessed, REFUSED, reason, message, revision.or(assessed::ended).orElse(null));
          case Verdict.Waiting(var reason, var message) ->
              entry(assessed, PENDING, reason, message, assessed.ended().orElse(null));
          case Verdict.Ready ready ->
              entry(
                  assessed,
                  PENDING,
                  hold.orElse(Hold.WaitsForTurn).name(),
                  hold.orElse(Hold.WaitsForTurn).message(),
                  assessed.ended().orElse(null));
          case Verdict.Restarting(var revision, var figures) ->
              entry(assessed, RESTARTING, null, null, revision);
          case Verdict.Overdue(var revision, var figures) ->
              entry(assessed, RESTARTING, null, null, revision);
          case Verdict.Failed(var revision) ->
              entry(assessed, FAILED, "NotAvailable", failure(assessed, namespace), revision);
        });
  }

  /** Why it failed, and what to do. */
  static String failure(Assessed assessed, String namespace) {
    return "it did not become available after it was restarted with the agent; its pods now come"
        + " without, by the annotation memory-system.dev/inject: \"false\" of its pod template."
        + " Nothing else of this profile is restarted. Look at kubectl describe %1$s -n %2$s, then go"
            .formatted(assessed.name(), namespace)
        + " on without it: kubectl annotate %1$s -n %2$s %3$s-; to try it again, remove the other"
            .formatted(assessed.name(), namespace, Marks.FAILED)
        + " annotation too";
  }

  private static RolloutWorkload entry(
      Assessed assessed,
      String state,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String revision) {
    return new RolloutWorkload(
        assessed.workload().kind(), assessed.workload().name(), state, reason, message, revision);
  }

  private static int count(List<RolloutWorkload> workloads, String... states) {
    return (int)
        workloads.stream().filter(it -> Stream.of(states).anyMatch(it.state()::equals)).count();
  }
}
