package dev.memorysystem.operator.event;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.FindingProcess;
import dev.memorysystem.crd.Transition;
import dev.memorysystem.operator.status.FindingText;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events of findings: one per transition, on the object they belong to and on pods that show it.
 */
public final class FindingNotices {
  /**
   * The API server keeps Events an hour (--event-ttl): what is older may have been told and
   * forgotten, and is history.
   */
  private static final Duration NEWS = Duration.ofMinutes(50);

  /** A leak of a large Deployment shows in every replica. */
  private static final int PODS = 3;

  private FindingNotices() {}

  /**
   * @param about the profile or workload
   * @param before the finding as it was last written; absent when it was not
   * @param pods that may show it
   */
  public static Stream<Notice> of(
      ObjectReference about,
      @Nullable Finding before,
      Finding finding,
      List<Pod> pods,
      Instant now) {
    List<Transition> known =
        before == null ? List.of() : Objects.requireNonNullElse(before.transitions(), List.of());
    return Objects.requireNonNullElse(finding.transitions(), List.<Transition>of()).stream()
        .filter(transition -> !known.contains(transition))
        .filter(transition -> isTold(finding, transition))
        .filter(transition -> Instant.parse(transition.at()).isAfter(now.minus(NEWS)))
        .flatMap(
            transition ->
                Stream.concat(Stream.of(about), showing(finding, pods).map(Notice::reference))
                    .flatMap(regarding -> notice(regarding, finding, transition).stream()));
  }

  /**
   * Of an ignored finding nothing is told, of an acknowledged one that it is resolved; and of what
   * a person made of a finding, that it has ended.
   */
  private static boolean isTold(Finding finding, Transition transition) {
    boolean resolved = transition.state().equals("resolved");
    boolean news = transition.triage() == null || (transition.triage().equals("Open") && !resolved);
    return news && !finding.ignored() && (resolved || !finding.acknowledged());
  }

  private static Stream<Pod> showing(Finding finding, List<Pod> pods) {
    return Objects.requireNonNullElse(finding.processes(), List.<FindingProcess>of()).stream()
        .map(FindingProcess::podUid)
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(uid -> pods.stream().filter(pod -> uid.equals(pod.getMetadata().getUid())))
        .limit(PODS);
  }

  private static Optional<Notice> notice(
      ObjectReference regarding, Finding finding, Transition transition) {
    String key = finding.id() + " " + transition.state() + " " + transition.at();
    return switch (transition.state()) {
      case "suspected" ->
          Optional.of(
              new Notice(
                  regarding,
                  Notice.Type.Normal,
                  Reason.LeakSuspected,
                  "not confirmed yet: " + FindingText.full(finding),
                  key));
      case "confirmed" ->
          Optional.of(
              new Notice(
                  regarding,
                  Notice.Type.Warning,
                  Reason.LeakConfirmed,
                  FindingText.full(finding),
                  key));
      case "resolved" ->
          Optional.of(
              new Notice(
                  regarding,
                  Notice.Type.Normal,
                  Reason.LeakResolved,
                  FindingText.subjectAndOwner(finding)
                      + ": "
                      + Objects.requireNonNullElse(transition.reason(), "it no longer grows"),
                  key));
      default -> Optional.empty();
    };
  }
}
