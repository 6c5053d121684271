package dev.memorysystem.analyzer.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One start of one process. Everything but the instance id is absent when nobody said it.
 *
 * @param instanceId service.instance.id: new for every start
 * @param pid process id inside its own PID namespace
 * @param runtime name and version, for example {@code OpenJDK 21.0.4+7}
 * @param image image reference or digest
 * @param revision pod-template-hash or controller-revision-hash
 * @param startedAt start of the process
 */
public record ProcessRef(
    String instanceId,
    @Nullable String pod,
    @Nullable String podUid,
    @Nullable String node,
    @Nullable Long pid,
    @Nullable String runtime,
    @Nullable String image,
    @Nullable String revision,
    @Nullable Instant startedAt) {
  /** The same process, its revision known. */
  public ProcessRef of(String knownRevision) {
    return new ProcessRef(
        instanceId, pod, podUid, node, pid, runtime, image, knownRevision, startedAt);
  }
}
