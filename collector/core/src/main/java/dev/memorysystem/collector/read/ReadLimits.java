package dev.memorysystem.collector.read;

/**
 * What the pods of one namespace, or one reader, may ask for together. The operator is not limited.
 *
 * @param requestsPerSecond sustained; ten seconds' worth may come at once
 * @param rowsPerSecond rows of series that are looked through, a row for each process and minute,
 *     and for every ten series' names read or minutes answered; sustained, ten seconds' worth at
 *     once
 * @param streams that are open at the same time
 */
public record ReadLimits(double requestsPerSecond, double rowsPerSecond, int streams) {
  /**
   * Chosen: a dashboard of twenty panels every second; three days of one process every second; a
   * person at every replica of a console. A row is estimated, not measured, at 10 to 30 µs.
   */
  public static final ReadLimits DEFAULT = new ReadLimits(20, 5_000, 20);

  public ReadLimits {
    if (!(requestsPerSecond > 0) || !(rowsPerSecond > 0) || streams <= 0) {
      throw new IllegalArgumentException(
          "limits of readers must be positive: %s requests/s, %s rows/s, %d streams"
              .formatted(requestsPerSecond, rowsPerSecond, streams));
    }
  }
}
