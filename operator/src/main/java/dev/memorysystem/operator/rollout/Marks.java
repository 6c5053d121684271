package dev.memorysystem.operator.rollout;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Annotations by which a restart is remembered where it happened. */
final class Marks {
  /** Of a pod template, and so of its pods: the {@link Revision} it was restarted for. */
  static final String ROLLOUT = "memory-system.dev/rollout";

  /** Of a workload: the revision whose restart failed and was taken back. */
  static final String FAILED = "memory-system.dev/rollout-failed";

  /** Of a workload: the revision whose restart ended well, whatever becomes of the workload. */
  static final String ENDED = "memory-system.dev/rollout-ended";

  private Marks() {}

  static Optional<String> read(@Nullable ObjectMeta metadata, String annotation) {
    return Optional.ofNullable(metadata)
        .map(ObjectMeta::getAnnotations)
        .map((Map<String, String> annotations) -> annotations.get(annotation));
  }
}
