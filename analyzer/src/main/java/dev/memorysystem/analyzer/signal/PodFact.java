package dev.memorysystem.analyzer.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One container of one pod as the operator sees it ({@code memory.pod} in docs/signals.md).
 *
 * @param imageId image digest as the kubelet reports it
 * @param memoryLimit bytes; absent when there is none
 * @param terminatedAt time of the last termination
 * @param terminationReason for example {@code OOMKilled}
 * @param deleted true in the last record of a pod
 */
public record PodFact(
    Workload workload,
    Instant at,
    String pod,
    String podUid,
    @Nullable String image,
    @Nullable String imageId,
    @Nullable String revision,
    @Nullable Long memoryLimit,
    int restarts,
    @Nullable Instant terminatedAt,
    @Nullable String terminationReason,
    boolean deleted)
    implements Signal {}
