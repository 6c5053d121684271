package dev.memorysystem.collector.store;

import dev.memorysystem.collector.api.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One question for series. It looks through no more rows than it may answer with, and holds at most
 * twice as many at any time, whatever a process has stored.
 */
final class SeriesQuery {
  private static final Comparator<SeriesSlots.Name> IN_ORDER =
      Comparator.comparing(SeriesSlots.Name::metric).thenComparing(SeriesSlots.Name::attributes);

  /**
   * Names read, or minutes answered, that cost as much as a row; chosen: a row has tens of both.
   */
  private static final int SMALL = 10;

  private final Connection connection;
  private final String metric;
  private final Instant from;
  private final Instant to;
  private final int maxMinutes;
  private final List<Series> found = new ArrayList<>();
  private int left;
  private int rows;
  private int processes;
  private int names;

  /**
   * @param metric empty for all
   * @param maxMinutes rows at most, all series together; and rows looked through at most
   */
  SeriesQuery(Connection connection, String metric, Instant from, Instant to, int maxMinutes) {
    this.connection = connection;
    this.metric = metric;
    this.from = from;
    this.to = to;
    this.maxMinutes = maxMinutes;
    this.left = maxMinutes;
  }

  SeriesStore.Found found() {
    int small = names + maxMinutes - left;
    return new SeriesStore.Found(found, rows + processes + Math.ceilDiv(small, SMALL));
  }

  /** Adds the series of one process, by metric and attributes, while there is room. */
  void add(SeriesSlots.Process process) throws SQLException {
    if (left <= 0 || rows >= maxMinutes) {
      return;
    }
    processes++;
    Map<Integer, SeriesSlots.Name> names = SeriesSlots.names(connection, process.id(), metric);
    this.names += names.size();
    if (!names.isEmpty()) {
      for (var series : minutes(process, names).entrySet()) {
        List<Series.Minute> all = series.getValue();
        List<Series.Minute> some = List.copyOf(all.subList(0, Math.min(left, all.size())));
        if (!some.isEmpty()) {
          SeriesSlots.Name name = series.getKey();
          found.add(new Series(process.instanceId(), name.metric(), name.attributes(), some));
          left -= some.size();
        }
      }
    }
  }

  private TreeMap<SeriesSlots.Name, List<Series.Minute>> minutes(
      SeriesSlots.Process process, Map<Integer, SeriesSlots.Name> names) throws SQLException {
    Map<Integer, SeriesSlots.Name> wanted = new HashMap<>(names);
    TreeMap<SeriesSlots.Name, List<Series.Minute>> minutes = new TreeMap<>(IN_ORDER);
    int held = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT minute, body FROM process_minute"
                + " WHERE process_id = ? AND minute >= ? AND minute < ? ORDER BY minute LIMIT ?")) {
      select.setLong(1, process.id());
      select.setLong(2, from.toEpochMilli());
      select.setLong(3, to.toEpochMilli());
      select.setInt(4, maxMinutes - rows);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows++;
          long minute = found.getLong(1);
          Instant at = Instant.ofEpochMilli(minute);
          MinuteRow row = SqliteSeriesStore.decoded(found.getBytes(2), process.id(), minute);
          for (var entry : row.cells().entrySet()) {
            SeriesSlots.Name name = wanted.get(entry.getKey());
            if (name != null) {
              MinuteRow.Cell cell = entry.getValue();
              minutes
                  .computeIfAbsent(name, n -> new ArrayList<>())
                  .add(new Series.Minute(at, cell.min(), cell.max(), cell.last()));
              held++;
            }
          }
          held -= dropLast(minutes, wanted, held);
        }
      }
    }
    return minutes;
  }

  /**
   * Drops the last series in order while those before them fill the answer: they cannot be in it.
   *
   * @return minutes dropped
   */
  private int dropLast(
      TreeMap<SeriesSlots.Name, List<Series.Minute>> minutes,
      Map<Integer, SeriesSlots.Name> wanted,
      int held) {
    int dropped = 0;
    while (!minutes.isEmpty() && held - dropped - minutes.lastEntry().getValue().size() >= left) {
      Map.Entry<SeriesSlots.Name, List<Series.Minute>> last = minutes.pollLastEntry();
      dropped += last.getValue().size();
      wanted.values().remove(last.getKey());
    }
    return dropped;
  }
}
