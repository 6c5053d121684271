package dev.memorysystem.operator.rollout;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.operator.event.Notice;
import dev.memorysystem.operator.rollout.Assessor.Assessed;
import dev.memorysystem.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Events of workloads that were restarted, or taken back, since a status was written. */
final class RolloutNotices {
  private RolloutNotices() {}

  static List<Notice> of(
      MemoryProfile profile, Optional<RolloutStatus> before, List<Assessed> assessed) {
    return assessed.stream().flatMap(it -> of(profile, before, it).stream()).toList();
  }

  private static Optional<Notice> of(
      MemoryProfile profile, Optional<RolloutStatus> before, Assessed assessed) {
    return switch (assessed.verdict()) {
      case Verdict.Restarting(var revision, var figures) ->
          notice(
              before,
              assessed,
              RolloutReport.RESTARTING,
              Notice.Type.Normal,
              Reason.RestartedForAgent,
              "restarted by profile %s (rollout: OnChange) so that its pods carry the present agent"
                  .formatted(profile.getMetadata().getName()),
              revision);
      case Verdict.Failed(var revision) ->
          notice(
              before,
              assessed,
              RolloutReport.FAILED,
              Notice.Type.Warning,
              Reason.RolloutFailed,
              RolloutReport.failure(assessed, profile.getMetadata().getNamespace()),
              revision);
      default -> Optional.empty();
    };
  }

  private static Optional<Notice> notice(
      Optional<RolloutStatus> before,
      Assessed assessed,
      String state,
      Notice.Type type,
      Reason reason,
      String note,
      String revision) {
    return assessed
        .object()
        .filter(found -> recorded(before, assessed).noneMatch(it -> says(it, state, revision)))
        .map(found -> new Notice(Notice.reference(found.object()), type, reason, note, revision));
  }

  private static Stream<RolloutWorkload> recorded(
      Optional<RolloutStatus> before, Assessed assessed) {
    return before.stream()
        .flatMap(status -> status.workloads().stream())
        .filter(it -> it.kind().equals(assessed.workload().kind()))
        .filter(it -> it.name().equals(assessed.workload().name()));
  }

  private static boolean says(RolloutWorkload recorded, String state, String revision) {
    return recorded.state().equals(state) && revision.equals(recorded.revision());
  }
}
