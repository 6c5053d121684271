package dev.memorysystem.operator.rollout;

import java.util.Optional;

/** What is to become of a workload. */
sealed interface Verdict {
  /**
   * Nothing to do.
   *
   * @param revision it was once restarted for
   */
  record Current(Optional<String> revision) implements Verdict {}

  /** It will not be restarted, unless something changes. */
  record Refused(String reason, String message, Optional<String> revision) implements Verdict {}

  /** It will be restarted, but not now. */
  record Waiting(String reason, String message) implements Verdict {}

  /** It can be restarted now, if a dry run agrees. */
  record Ready(Revision revision, Fingerprint wanted) implements Verdict {}

  /** It was restarted and is not available again yet. */
  record Restarting(String revision, String message) implements Verdict {}

  /** It was restarted and did not become available in time. */
  record Overdue(String revision, String message) implements Verdict {}

  /** Its restart failed and was taken back. */
  record Failed(String revision) implements Verdict {}

  static Refused refused(String reason, String message) {
    return new Refused(reason, message, Optional.empty());
  }
}
