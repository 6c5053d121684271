package dev.memorysystem.accuracy.simulate;

/**
 * What a process takes beside the objects of its heap, by seconds since its start. Bytes unless
 * said; a limit is infinite when there is none.
 *
 * @param unaccounted memory that the runtime does not account for
 * @param direct buffers
 * @param threads how many
 * @param classes how many are loaded
 * @param code compiled
 * @param pageCache charged to the container, and given back when it is needed
 * @param directLimit largest direct buffers
 * @param metaspaceLimit largest class metadata
 * @param threadLimit most threads
 */
public record Beside(
    Curve unaccounted,
    Curve direct,
    Curve threads,
    Curve classes,
    Curve code,
    Curve pageCache,
    double directLimit,
    double metaspaceLimit,
    double threadLimit) {
  /** Metadata of one class: typical of HotSpot, with its methods and constants. */
  public static final double CLASS = 7 << 10;

  /** Resident stack of one thread: typical, of a MiB that is reserved. */
  private static final double STACK = 100 << 10;

  /** Committed metadata over used: chunks that are not full. */
  private static final double CHUNKS = 1.05;

  /** A value over time; may be asked once for each time, in order. */
  @FunctionalInterface
  public interface Curve {
    double at(double second);
  }

  /** Nothing at all, and no limits. */
  public static final Beside NOTHING =
      new Beside(
          second -> 0,
          second -> 0,
          second -> 0,
          second -> 0,
          second -> 0,
          second -> 0,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  Now at(double second) {
    return new Now(
        unaccounted.at(second),
        direct.at(second),
        threads.at(second),
        classes.at(second),
        code.at(second),
        pageCache.at(second));
  }

  boolean exhaustedBy(Now now) {
    return now.direct() >= directLimit
        || now.metaspaceCommitted() >= metaspaceLimit
        || now.threads() >= threadLimit;
  }

  /** The same at one time. */
  public record Now(
      double unaccounted,
      double direct,
      double threads,
      double classes,
      double code,
      double pageCache) {
    public double metaspaceUsed() {
      return classes * CLASS;
    }

    public double metaspaceCommitted() {
      return CHUNKS * metaspaceUsed();
    }

    /** Anonymous memory of it all. */
    public double anonymous() {
      return unaccounted + direct + threads * STACK + metaspaceCommitted() + code;
    }
  }
}
