package dev.memorysystem.analyzer.signal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime takes beside the objects of its heap, and what bounds that. Bytes unless said;
 * absent when unknown or unlimited.
 *
 * @param heapCommitted memory the runtime has taken for its heap
 * @param metaspaceUsed class metadata in use
 * @param metaspaceCommitted memory taken for class metadata
 * @param metaspaceLimit largest class metadata
 * @param codeCommitted memory taken for compiled code
 * @param directLimit largest direct buffers, all together
 * @param containerUsage memory charged to the container, page cache included
 * @param threadLimit most threads the container may have
 * @param mappedBuffers buffers of mapped files
 * @param mappingLimit most mappings the process may have
 * @param accounted what the runtime accounts for, by category as it names them; absent unless it
 *     was told to track its native memory
 */
public record Areas(
    @Nullable Long heapCommitted,
    @Nullable Long metaspaceUsed,
    @Nullable Long metaspaceCommitted,
    @Nullable Long metaspaceLimit,
    @Nullable Long codeCommitted,
    @Nullable Long directLimit,
    @Nullable Long containerUsage,
    @Nullable Long threadLimit,
    @Nullable Long mappedBuffers,
    @Nullable Long mappingLimit,
    @Nullable Map<String, Long> accounted) {
  /** Nothing is known. */
  public static final Areas UNKNOWN = new Areas(null, null, null, null, null, null, null, null);

  public Areas {
    accounted =
        accounted == null || accounted.isEmpty()
            ? null
            : Collections.unmodifiableMap(new TreeMap<>(accounted));
  }

  /** Of a runtime that tells neither mapped buffers nor native memory by category. */
  public Areas(
      @Nullable Long heapCommitted,
      @Nullable Long metaspaceUsed,
      @Nullable Long metaspaceCommitted,
      @Nullable Long metaspaceLimit,
      @Nullable Long codeCommitted,
      @Nullable Long directLimit,
      @Nullable Long containerUsage,
      @Nullable Long threadLimit) {
    this(
        heapCommitted,
        metaspaceUsed,
        metaspaceCommitted,
        metaspaceLimit,
        codeCommitted,
        directLimit,
        containerUsage,
        threadLimit,
        null,
        null,
        null);
  }
}
