package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@link SeriesStore} in SQLite: a row for each process and minute ({@link MinuteRow}), in which
 * each of its series has a slot. Rows lately written are remembered, so that adding to a minute
 * reads nothing.
 */
public final class SqliteSeriesStore implements SeriesStore {
  private static final System.Logger LOG = System.getLogger(SqliteSeriesStore.class.getName());

  /** Series of one process that are kept; what comes beyond is left out. */
  static final int MAX_SLOTS = 512;

  /** Of the oldest minutes, removed together when there is no room. */
  private static final Duration PRUNE_STEP = Duration.ofMinutes(30);

  private static final String PUT =
      "INSERT INTO process_minute (process_id, minute, body) VALUES (?, ?, ?)"
          + " ON CONFLICT (process_id, minute) DO UPDATE SET body = excluded.body";

  private static final SeriesSlots.Name NO_NAME = new SeriesSlots.Name("", "");

  private final SqliteDatabase database;
  private final SeriesSlots slots = new SeriesSlots(MAX_SLOTS);
  private final Map<Long, Minute> latest = lru();

  private record Minute(long at, MinuteRow row) {}

  private record RowKey(long process, long minute) {}

  public SqliteSeriesStore(SqliteDatabase database) {
    this.database = database;
  }

  private static <K, V> Map<K, V> lru() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > SeriesSlots.MAX_REMEMBERED;
      }
    };
  }

  @Override
  public void append(Collection<SeriesPoint> points) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    try {
      database.writeAhead(connection -> append(connection, points));
    } catch (IOException e) {
      slots.forget(); // some may have been rolled back
      latest.clear();
      throw e;
    }
  }

  private void append(Connection connection, Collection<SeriesPoint> points)
      throws SQLException, IOException {
    Map<RowKey, MinuteRow> changed = new LinkedHashMap<>();
    SeriesPoint before = points.iterator().next();
    SeriesSlots.Slots process = slotsOf(connection, before);
    for (SeriesPoint point : points) {
      if (!sameProcess(point, before)) {
        process = slotsOf(connection, point);
      }
      before = point;
      int slot = process.of(connection, point.metric(), point.attributes());
      if (slot < 0) {
        continue;
      }
      long minute = point.at().truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
      RowKey key = new RowKey(process.process(), minute);
      MinuteRow row = changed.get(key);
      if (row == null) {
        row = row(connection, key);
        changed.put(key, row);
      }
      double value = point.value();
      int at = (int) (point.at().toEpochMilli() - minute);
      row.add(slot, new MinuteRow.Cell(value, value, value, at));
    }
    put(connection, changed);
  }

  private SeriesSlots.Slots slotsOf(Connection connection, SeriesPoint point) throws SQLException {
    return slots.of(connection, point.workload().key(), point.instanceId());
  }

  private static boolean sameProcess(SeriesPoint point, SeriesPoint other) {
    return point.instanceId().equals(other.instanceId())
        && point.workload().equals(other.workload());
  }

  private MinuteRow row(Connection connection, RowKey key) throws SQLException {
    Minute known = latest.get(key.process());
    if (known != null && known.at() == key.minute()) {
      return known.row();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT body FROM process_minute WHERE process_id = ? AND minute = ?")) {
      select.setLong(1, key.process());
      select.setLong(2, key.minute());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? decoded(rows.getBytes(1), key) : new MinuteRow();
      }
    }
  }

  /** One that cannot be read begins afresh. */
  private static MinuteRow decoded(byte[] body, RowKey key) {
    try {
      return MinuteRow.decode(body);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "series of process %d, minute %s, cannot be read; left out"
              .formatted(key.process(), Instant.ofEpochMilli(key.minute())),
          e);
      return new MinuteRow();
    }
  }

  private void put(Connection connection, Map<RowKey, MinuteRow> rows) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      for (Map.Entry<RowKey, MinuteRow> entry : rows.entrySet()) {
        RowKey key = entry.getKey();
        put(put, key.process(), key.minute(), entry.getValue());
        Minute known = latest.get(key.process());
        if (known == null || known.at() <= key.minute()) {
          latest.put(key.process(), new Minute(key.minute(), entry.getValue()));
        }
      }
    }
  }

  /** Stores all minutes of a process. */
  static void put(Connection connection, long process, Map<Long, MinuteRow> minutes)
      throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      for (Map.Entry<Long, MinuteRow> entry : minutes.entrySet()) {
        put(put, process, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(PreparedStatement put, long process, long minute, MinuteRow row)
      throws SQLException {
    put.setLong(1, process);
    put.setLong(2, minute);
    put.setBytes(3, row.encode());
    put.executeUpdate();
  }

  @Override
  public List<Series> query(
      Workload workload, String metric, Instant from, Instant to, int maxMinutes)
      throws IOException {
    return database.read(
        connection -> {
          List<Series> found = new ArrayList<>();
          int left = maxMinutes;
          for (SeriesSlots.Process process : SeriesSlots.processes(connection, workload)) {
            if (left > 0) {
              List<Series> series = query(connection, process, metric, from, to, left);
              left -= series.stream().mapToInt(each -> each.minutes().size()).sum();
              found.addAll(series);
            }
          }
          return found;
        });
  }

  /** Series of one process, by metric and attributes. */
  private static List<Series> query(
      Connection connection,
      SeriesSlots.Process process,
      String metric,
      Instant from,
      Instant to,
      int maxMinutes)
      throws SQLException, IOException {
    Map<Integer, SeriesSlots.Name> wanted = SeriesSlots.names(connection, process.id(), metric);
    Map<Integer, List<Series.Minute>> minutes = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT minute, body FROM process_minute"
                + " WHERE process_id = ? AND minute >= ? AND minute < ? ORDER BY minute LIMIT ?")) {
      select.setLong(1, process.id());
      select.setLong(2, from.toEpochMilli());
      select.setLong(3, to.toEpochMilli());
      select.setInt(4, maxMinutes);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Instant at = Instant.ofEpochMilli(rows.getLong(1));
          MinuteRow row = decoded(rows.getBytes(2), new RowKey(process.id(), rows.getLong(1)));
          for (var entry : row.cells().entrySet()) {
            if (wanted.containsKey(entry.getKey())) {
              MinuteRow.Cell cell = entry.getValue();
              minutes
                  .computeIfAbsent(entry.getKey(), slot -> new ArrayList<>())
                  .add(new Series.Minute(at, cell.min(), cell.max(), cell.last()));
            }
          }
        }
      }
    }
    return bounded(process, wanted, minutes, maxMinutes);
  }

  private static List<Series> bounded(
      SeriesSlots.Process process,
      Map<Integer, SeriesSlots.Name> names,
      Map<Integer, List<Series.Minute>> minutes,
      int maxMinutes) {
    List<Series> series = new ArrayList<>();
    int left = maxMinutes;
    List<Integer> inOrder =
        minutes.keySet().stream()
            .sorted(
                Comparator.comparing((Integer slot) -> name(names, slot).metric())
                    .thenComparing(slot -> name(names, slot).attributes()))
            .toList();
    for (Integer slot : inOrder) {
      List<Series.Minute> all = minutes.getOrDefault(slot, List.of());
      List<Series.Minute> some = all.subList(0, Math.min(left, all.size()));
      if (!some.isEmpty()) {
        SeriesSlots.Name name = name(names, slot);
        series.add(new Series(process.instanceId(), name.metric(), name.attributes(), some));
        left -= some.size();
      }
    }
    return series;
  }

  private static SeriesSlots.Name name(Map<Integer, SeriesSlots.Name> names, Integer slot) {
    return names.getOrDefault(slot, NO_NAME);
  }

  @Override
  public void prune(Instant before) throws IOException {
    database.write(
        connection -> {
          delete(connection, before.toEpochMilli());
          SeriesSlots.prune(connection);
        });
    slots.forget();
    latest.clear();
    database.giveBack();
  }

  @Override
  public boolean pruneTo(long bytes) throws IOException {
    boolean pruned = false;
    while (database.usedBytes() > bytes) {
      OptionalLong oldest = oldest();
      if (oldest.isEmpty()) {
        break;
      }
      long before = oldest.getAsLong() + PRUNE_STEP.toMillis();
      database.write(connection -> delete(connection, before));
      pruned = true;
    }
    if (pruned) {
      database.write(SeriesSlots::prune);
      slots.forget();
      latest.clear();
    }
    database.giveBack();
    return pruned;
  }

  private OptionalLong oldest() throws IOException {
    return database.read(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT minute FROM process_minute ORDER BY minute LIMIT 1");
              ResultSet rows = select.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
          }
        });
  }

  private static void delete(Connection connection, long before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM process_minute WHERE minute < ?")) {
      delete.setLong(1, before);
      delete.executeUpdate();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
