package dev.memorysystem.agent.sampler;

import java.util.Optional;

/** A {@link LiveObjectSampler} that can tell what stacks and native code refer to. */
public interface SeesHiddenRoots {
  /**
   * Stops the application to look, for a time that goes with the number of its frames. May be
   * called from any thread.
   *
   * @param ownThreads ids of threads whose stacks do not count
   * @param maxPauseSeconds after which it is left at what was found
   * @return nothing where this JVM cannot
   */
  Optional<HiddenRoots> hiddenRoots(long[] ownThreads, double maxPauseSeconds);
}
