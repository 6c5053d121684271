package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Decides whether a new pod may have the agent, from how pods fared with it. */
public interface Circuit {
  /**
   * Why a new pod is to start without the agent; empty when it may have it.
   *
   * @param dryRun whether the pod will never be
   */
  Optional<SkipReason> spare(Pod pod, String namespace, boolean dryRun);

  /** A pod is about to be admitted with the agent in it. */
  void admitted(Pod pod, String namespace);
}
