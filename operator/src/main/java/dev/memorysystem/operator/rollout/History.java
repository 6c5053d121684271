package dev.memorysystem.operator.rollout;

import dev.memorysystem.crd.RolloutWorkload;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a workload's restarts beside its pod template.
 *
 * @param recorded what the status says of it
 * @param marked the revision whose restart ended well, as it stands on the workload
 */
record History(Optional<RolloutWorkload> recorded, Optional<String> marked) {
  private static final Set<String> NOT_ENDED =
      Set.of(RolloutReport.RESTARTING, RolloutReport.FAILED);

  /** Whether the restart for a revision ended well. */
  boolean hasEnded(String revision) {
    return marked.equals(Optional.of(revision))
        || (tried().equals(Optional.of(revision)) && !isIn(NOT_ENDED));
  }

  /** Whether the status says that the restart for a revision is under way. */
  boolean isUnderWay(String revision) {
    return tried().equals(Optional.of(revision)) && isIn(Set.of(RolloutReport.RESTARTING));
  }

  /**
   * Whether a revision on the template is that of an earlier restart, which came back when the last
   * one was undone.
   */
  boolean isUndone(String revision) {
    return tried().filter(last -> !last.equals(revision)).isPresent()
        && recorded
            .filter(
                it ->
                    it.state().equals(RolloutReport.RESTARTING)
                        || Assessment.UNDONE.equals(it.reason()))
            .isPresent();
  }

  /** The revision in the status: whatever became of it, it is not restarted for it again. */
  Optional<String> tried() {
    return recorded.flatMap(it -> Optional.ofNullable(it.revision()));
  }

  private boolean isIn(Set<String> states) {
    return recorded.filter(it -> states.contains(it.state())).isPresent();
  }
}
