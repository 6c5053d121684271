package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link SeriesStore} in SQLite: a row for each process and minute ({@link MinuteRow}), in which
 * each of its series has a slot. Rows lately written are remembered, so that adding to a minute
 * reads nothing.
 */
public final class SqliteSeriesStore implements SeriesStore {
  private static final System.Logger LOG = System.getLogger(SqliteSeriesStore.class.getName());

  /** Series of one process that are kept; what comes beyond is left out. */
  static final int MAX_SLOTS = 512;

  /**
   * Series of one namespace: 8,000 processes of some sixty within the time that series are kept. A
   * series takes some 100 bytes beside its values.
   */
  public static final int MAX_OF_NAMESPACE = 500_000;

  /** Rows removed in one transaction, and transactions at a time; chosen. */
  private static final int PRUNE_ROWS = 500;

  private static final int PRUNE_STEPS = 10;

  private static final String DELETE_OLDEST =
      "DELETE FROM process_minute WHERE (process_id, minute) IN (SELECT process_id, minute"
          + " FROM process_minute WHERE minute < ? ORDER BY minute LIMIT ?)";

  private static final String PUT =
      "INSERT INTO process_minute (process_id, minute, body) VALUES (?, ?, ?)"
          + " ON CONFLICT (process_id, minute) DO UPDATE SET body = excluded.body";

  private final SqliteDatabase database;
  private final SeriesSlots slots;
  private final Map<Long, Minute> latest = lru();

  /** Whether there may be processes of which no minute is kept. */
  private boolean emptied;

  private record Minute(long at, MinuteRow row) {}

  private record RowKey(long process, long minute) {}

  public SqliteSeriesStore(SqliteDatabase database) {
    this(database, MAX_OF_NAMESPACE, LeftOut.UNHEARD);
  }

  /**
   * @param maxOfNamespace series of one namespace that are kept; what comes beyond is left out
   */
  public SqliteSeriesStore(SqliteDatabase database, int maxOfNamespace, LeftOut leftOut) {
    this.database = database;
    this.slots = new SeriesSlots(MAX_SLOTS, maxOfNamespace, leftOut);
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
        return rows.next()
            ? decoded(rows.getBytes(1), key.process(), key.minute())
            : new MinuteRow();
      }
    }
  }

  /** One that cannot be read begins afresh. */
  static MinuteRow decoded(byte[] body, long process, long minute) {
    try {
      return MinuteRow.decode(body);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "series of process %d, minute %s, cannot be read; left out"
              .formatted(process, Instant.ofEpochMilli(minute)),
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
  public Found query(Workload workload, String metric, Instant from, Instant to, int maxMinutes)
      throws IOException {
    return database.ask(
        connection -> {
          SeriesQuery query = new SeriesQuery(connection, metric, from, to, maxMinutes);
          for (SeriesSlots.Process process : SeriesSlots.processes(connection, workload)) {
            query.add(process);
          }
          return query.found();
        });
  }

  @Override
  public boolean prune(Instant before) throws IOException {
    boolean more = true;
    for (int i = 0; i < PRUNE_STEPS && more; i++) {
      more = delete(before.toEpochMilli()) == PRUNE_ROWS;
    }
    tidy(!more);
    return more;
  }

  @Override
  public boolean pruneTo(long bytes) throws IOException {
    boolean pruned = false;
    boolean more = database.usedBytes() > bytes;
    for (int i = 0; i < PRUNE_STEPS && more; i++) {
      int deleted = delete(Long.MAX_VALUE);
      pruned |= deleted > 0;
      more = deleted > 0 && database.usedBytes() > bytes;
    }
    tidy(!more);
    return pruned;
  }

  /** Forgets the oldest minutes before a time, {@link #PRUNE_ROWS} of them if there are. */
  private int delete(long before) throws IOException {
    int[] deleted = new int[1];
    database.writeAhead(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(DELETE_OLDEST)) {
            delete.setLong(1, before);
            delete.setInt(2, PRUNE_ROWS);
            deleted[0] = delete.executeUpdate();
          }
        });
    emptied |= deleted[0] > 0;
    latest.values().removeIf(minute -> minute.at() < before);
    return deleted[0];
  }

  /**
   * @param last whether nothing more is to be forgotten for now: then processes without minutes go
   */
  private void tidy(boolean last) throws IOException {
    if (last && emptied) {
      database.write(SeriesSlots::prune);
      slots.forget();
      emptied = false;
    }
    database.giveBack();
  }

  @Override
  public void close() {
    database.close();
  }
}
