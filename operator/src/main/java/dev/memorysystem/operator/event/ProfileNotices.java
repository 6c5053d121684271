package dev.memorysystem.operator.event;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.operator.status.ConditionType;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Events between two statuses of a profile: findings that changed state, conditions that turned
 * false or true again, pods newly found not to be injected. Figures that move make none.
 */
public final class ProfileNotices {
  /** Whose owner can put it right, by restarting it or changing it. */
  private static final Set<Reason> POD_REASONS =
      EnumSet.of(
          Reason.StartedBeforeLabel,
          Reason.StartedBeforeProfile,
          Reason.WebhookMissed,
          Reason.ValueFrom,
          Reason.ConfigMapUnavailable,
          Reason.ConfigMapMissing,
          Reason.MountTaken,
          Reason.NameTaken,
          Reason.ConflictingOptions,
          Reason.NoServiceAccount,
          Reason.ResourceLimits,
          Reason.AgentImageUnavailable,
          Reason.AgentInstallFailing,
          Reason.CrashesWithAgent,
          Reason.RefusedWithAgent,
          Reason.PodTooLarge,
          Reason.AuthorityReplaced);

  private static final List<ConditionType> TOLD =
      List.of(
          ConditionType.Ready,
          ConditionType.Injected,
          ConditionType.Collecting,
          ConditionType.RolledOut);

  private final MemoryProfile profile;
  private final ObjectReference about;
  private final @Nullable MemoryProfileStatus before;
  private final MemoryProfileStatus after;
  private final List<Pod> pods;
  private final Instant now;

  private ProfileNotices(
      MemoryProfile profile, MemoryProfileStatus after, List<Pod> pods, Instant now) {
    this.profile = profile;
    this.about = Notice.reference(profile);
    this.before = profile.getStatus();
    this.after = after;
    this.pods = pods;
    this.now = now;
  }

  /**
   * @param profile with the status before
   * @param pods the profile has
   */
  public static List<Notice> of(
      MemoryProfile profile, MemoryProfileStatus after, List<Pod> pods, Instant now) {
    ProfileNotices notices = new ProfileNotices(profile, after, pods, now);
    return Stream.of(notices.findings(), notices.conditions(), notices.pods())
        .flatMap(stream -> stream)
        .toList();
  }

  private Stream<Notice> findings() {
    return after.findings().stream()
        .flatMap(finding -> FindingNotices.of(about, old(finding), finding, pods, now));
  }

  private @Nullable Finding old(Finding finding) {
    return before == null
        ? null
        : before.findings().stream()
            .filter(known -> known.id().equals(finding.id()))
            .findFirst()
            .orElse(null);
  }

  private Stream<Notice> conditions() {
    return TOLD.stream().flatMap(type -> condition(type).stream());
  }

  private Optional<Notice> condition(ConditionType type) {
    Optional<Condition> now = find(after, type);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Condition is = now.get();
    Optional<Condition> was = Optional.ofNullable(before).flatMap(status -> find(status, type));
    String before = was.map(Condition::getStatus).orElse("");
    boolean turnedFalse = is.getStatus().equals("False") && !before.equals("False");
    boolean trueAgain = is.getStatus().equals("True") && before.equals("False");
    if (!turnedFalse && !trueAgain) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            about,
            turnedFalse ? Notice.Type.Warning : Notice.Type.Normal,
            Reason.valueOf(is.getReason()),
            is.getMessage().isEmpty() ? type + " again" : is.getMessage(),
            type + " " + is.getStatus() + " " + was.map(Condition::getLastTransitionTime)));
  }

  private static Optional<Condition> find(MemoryProfileStatus status, ConditionType type) {
    return status.conditions().stream().filter(c -> type.name().equals(c.getType())).findFirst();
  }

  private Stream<Notice> pods() {
    return after.uncovered().stream()
        .filter(gap -> POD_REASONS.contains(Reason.valueOf(gap.reason())))
        .filter(gap -> !wasKnown(gap))
        .flatMap(
            gap ->
                pods.stream()
                    .filter(pod -> pod.getMetadata().getName().equals(gap.pod()))
                    .map(pod -> notice(pod, gap)));
  }

  private boolean wasKnown(UncoveredPod gap) {
    return before != null && before.uncovered().contains(gap);
  }

  private Notice notice(Pod pod, UncoveredPod gap) {
    return new Notice(
        Notice.reference(pod),
        Notice.Type.Warning,
        Reason.valueOf(gap.reason()),
        "not watched by profile %s%s: %s"
            .formatted(
                profile.getMetadata().getName(),
                gap.container() == null ? "" : " in container " + gap.container(),
                gap.message()),
        gap.reason() + " " + gap.container());
  }
}
