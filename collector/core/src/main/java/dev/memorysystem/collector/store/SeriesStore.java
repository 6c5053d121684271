package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Measurements, kept as minimum, maximum and last of each minute. */
public interface SeriesStore extends AutoCloseable {

  /**
   * Adds measurements; adding the same ones again changes nothing. They are on disk no later than
   * the next commit of the {@link StateStore} beside it.
   */
  void append(Collection<SeriesPoint> points) throws IOException;

  /**
   * Series of a workload, by process, metric and attributes, each in order of time.
   *
   * @param metric empty for all
   * @param from first minute
   * @param to before this one
   * @param maxMinutes rows at most, all series together; and rows looked through at most
   */
  Found query(Workload workload, String metric, Instant from, Instant to, int maxMinutes)
      throws IOException;

  /**
   * What a query found.
   *
   * @param rows that were looked through: one for each process, and each minute of it; and one for
   *     every ten names of series that were read, or minutes of series that are answered
   */
  record Found(List<Series> series, int rows) {}

  /**
   * Forgets some of the minutes before a time: so many that nobody waits long for it.
   *
   * @return whether there are more
   */
  boolean prune(Instant before) throws IOException;

  /**
   * Forgets some of the oldest minutes if everything stored takes more than so many bytes.
   *
   * @return whether anything was forgotten; then there may be more to forget
   */
  boolean pruneTo(long bytes) throws IOException;

  @Override
  void close();
}
