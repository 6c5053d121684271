package dev.memorysystem.agent.sampler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples allocations and tells which of them are still reachable. */
public interface LiveObjectSampler extends AutoCloseable {
  /** As `memory.survivors` names it. */
  String name();

  /**
   * The samples that survived so far, with those of the agent's own threads left out.
   *
   * @throws SamplingException when the runtime refused; the sampler may be asked again
   */
  List<LiveObject> snapshot() throws SamplingException;

  /** Whether a snapshot now would disturb another user of what this sampler reads. */
  boolean disturbs();

  /** Milliseconds the latest snapshot kept the runtime busy: an upper bound of any pause in it. */
  double lastPauseMillis();

  /** Stops sampling. Not needed when the JVM ends. */
  @Override
  void close();

  /** Why there is no snapshot, in words. */
  final class SamplingException extends Exception {
    private static final long serialVersionUID = 1;

    public SamplingException(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }
}
