package dev.memorysystem.collector.identity;

import java.io.IOException;
import java.util.Collection;

/** Hears what the operator says of pods. */
@FunctionalInterface
public interface PodWords {
  /** Where identity is not checked. */
  PodWords UNHEARD = words -> {};

  /** On return it is on disk. */
  void tell(Collection<GonePods.Word> words) throws IOException;
}
