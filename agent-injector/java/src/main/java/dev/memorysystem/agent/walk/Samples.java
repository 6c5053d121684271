package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.Held;
import dev.memorysystem.agent.sampler.HiddenRoots;
import java.util.List;
import java.util.Optional;

/** What walks get from the sampler. Asked on the walking thread. */
public interface Samples {
  /** Those whose paths are wanted. */
  List<Held> held();

  /**
   * See {@link dev.memorysystem.agent.sampler.SeesHiddenRoots}.
   *
   * @param ownThreads ids of threads whose stacks do not count
   */
  Optional<HiddenRoots> hiddenRoots(long[] ownThreads);
}
