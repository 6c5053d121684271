package dev.memorysystem.analyzer.series;

/**
 * The smallest live set seen in a stretch of time.
 *
 * @param second when, in seconds since the process's origin
 * @param bytes heap in use directly after a collection
 */
public record Point(long second, long bytes) {
  Point min(Point other) {
    return other.bytes < bytes ? other : this;
  }
}
