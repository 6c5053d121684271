package dev.memorysystem.analyzer.series;

import org.jspecify.annotations.Nullable;

/**
 * The smallest live set seen in a stretch of time.
 *
 * @param second when, in seconds since the process's origin
 * @param bytes heap in use directly after a collection
 * @param allocated MiB the process had allocated by then; absent when it does not say
 */
public record Point(long second, long bytes, @Nullable Long allocated) {
  public Point(long second, long bytes) {
    this(second, bytes, null);
  }

  Point min(Point other) {
    return other.bytes < bytes ? other : this;
  }
}
