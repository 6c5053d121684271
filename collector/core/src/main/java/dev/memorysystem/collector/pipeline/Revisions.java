package dev.memorysystem.collector.pipeline;

import org.jspecify.annotations.Nullable;

/** What the operator said of pods' revisions: processes do not know their own. */
@FunctionalInterface
interface Revisions {
  /** pod-template-hash or controller-revision-hash of a pod; absent when nobody said. */
  @Nullable String of(String podUid);
}
