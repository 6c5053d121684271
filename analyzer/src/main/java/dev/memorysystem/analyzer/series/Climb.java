package dev.memorysystem.analyzer.series;

/**
 * A rise of the live set that ended in a fall: what grew was given back.
 *
 * @param seconds how long it rose
 * @param peak level before the fall, bytes
 * @param trough level after it, bytes
 * @param endedSecond when it fell, in seconds since the process's origin
 */
public record Climb(long seconds, long peak, long trough, long endedSecond) {
  /** The larger measure of both, dated by the later fall. */
  static Climb larger(Climb earlier, Climb later) {
    return new Climb(
        Math.max(earlier.seconds, later.seconds),
        Math.max(earlier.peak, later.peak),
        later.trough,
        later.endedSecond);
  }
}
