package dev.memorysystem.collector.receive;

/**
 * What the pods of one namespace may send together, so that no namespace is served at the cost of
 * the others. Applied where callers are known.
 *
 * @param requestsPerSecond sustained; ten seconds' worth may come at once
 * @param bytesPerSecond sustained, inflated; ten seconds' worth may come at once
 * @param processes that report at the same time; as many workloads may be named within a day
 */
public record NamespaceLimits(double requestsPerSecond, double bytesPerSecond, int processes) {
  /**
   * 1,000 containers every 15 s with three requests each, 40 KiB in each; two processes in each
   * container.
   */
  public static final NamespaceLimits DEFAULT = new NamespaceLimits(200, 8L << 20, 2000);

  public NamespaceLimits {
    if (!(requestsPerSecond > 0) || !(bytesPerSecond > 0) || processes <= 0) {
      throw new IllegalArgumentException(
          "limits of a namespace must be positive: %s requests/s, %s bytes/s, %d processes"
              .formatted(requestsPerSecond, bytesPerSecond, processes));
    }
  }
}
