package dev.memorysystem.agent.sampler;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Samples allocations and tells which of them are still reachable. */
public interface LiveObjectSampler extends AutoCloseable {
  /** As `memory.survivors` names it. */
  String name();

  /**
   * The sites of the samples that survived so far, the largest first, with those of the agent's own
   * threads left out.
   *
   * @param grownBytes bytes by which the live set has grown since sampling began, where known
   * @throws SamplingException when the runtime refused; the sampler may be asked again
   */
  List<SurvivorSite> snapshot(OptionalLong grownBytes) throws SamplingException;

  /** Whether a snapshot now would disturb another user of what this sampler reads. */
  boolean disturbs();

  /** Milliseconds the latest snapshot kept the runtime busy: an upper bound of any pause in it. */
  double lastPauseMillis();

  /** MiB that a snapshot takes for a moment. */
  double snapshotMebibytes();

  /** CPU time so far, in seconds, beside that of the thread that asks for snapshots; if known. */
  double cpuSeconds();

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
