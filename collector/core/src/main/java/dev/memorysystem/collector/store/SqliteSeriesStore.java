package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link SeriesStore} in SQLite; the schema is in the migrations. */
public final class SqliteSeriesStore implements SeriesStore {
  /** Series whose ids are remembered; beyond that all are looked up again. */
  private static final int MAX_REMEMBERED = 50_000;

  private static final String UPSERT =
      """
      INSERT INTO point (series_id, minute, min_value, max_value, last_value, last_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (series_id, minute) DO UPDATE SET
        min_value = CASE WHEN excluded.min_value < point.min_value
                    THEN excluded.min_value ELSE point.min_value END,
        max_value = CASE WHEN excluded.max_value > point.max_value
                    THEN excluded.max_value ELSE point.max_value END,
        last_value = CASE WHEN excluded.last_at >= point.last_at
                     THEN excluded.last_value ELSE point.last_value END,
        last_at = CASE WHEN excluded.last_at > point.last_at
                  THEN excluded.last_at ELSE point.last_at END""";

  private static final String QUERY =
      """
      SELECT s.workload, s.instance_id, s.metric, s.attributes,
             p.minute, p.min_value, p.max_value, p.last_value
      FROM series s JOIN point p ON p.series_id = s.id
      WHERE s.workload = ? AND (? = '' OR s.metric = ?) AND p.minute >= ? AND p.minute < ?
      ORDER BY s.instance_id, s.metric, s.attributes, p.minute
      LIMIT ?""";

  private final SqliteDatabase database;
  private final Map<Key, Long> ids = new HashMap<>();

  private record Key(String workload, String instanceId, String metric, String attributes) {}

  public SqliteSeriesStore(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void append(Collection<SeriesPoint> points) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    if (ids.size() > MAX_REMEMBERED) {
      ids.clear();
    }
    try {
      database.writeAhead(
          connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
              for (SeriesPoint point : points) {
                upsert.setLong(1, id(connection, point));
                upsert.setLong(2, point.at().truncatedTo(ChronoUnit.MINUTES).toEpochMilli());
                upsert.setDouble(3, point.value());
                upsert.setDouble(4, point.value());
                upsert.setDouble(5, point.value());
                upsert.setLong(6, point.at().toEpochMilli());
                upsert.executeUpdate();
              }
            }
          });
    } catch (IOException e) {
      ids.clear(); // some may have been rolled back
      throw e;
    }
  }

  private long id(Connection connection, SeriesPoint point) throws SQLException {
    Key key =
        new Key(point.workload().key(), point.instanceId(), point.metric(), point.attributes());
    Long known = ids.get(key);
    if (known != null) {
      return known;
    }
    Long stored = find(connection, key);
    long id = stored == null ? insert(connection, key) : stored;
    ids.put(key, id);
    return id;
  }

  private static @Nullable Long find(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM series WHERE workload = ? AND instance_id = ? AND metric = ?"
                + " AND attributes = ?")) {
      bind(select, 1, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : null;
      }
    }
  }

  private static long insert(Connection connection, Key key) throws SQLException {
    long id;
    try (PreparedStatement max =
            connection.prepareStatement("SELECT COALESCE(MAX(id), 0) + 1 FROM series");
        ResultSet rows = max.executeQuery()) {
      rows.next();
      id = rows.getLong(1);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO series (id, workload, instance_id, metric, attributes)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, id);
      bind(insert, 2, key);
      insert.executeUpdate();
    }
    return id;
  }

  private static void bind(PreparedStatement statement, int first, Key key) throws SQLException {
    statement.setString(first, key.workload());
    statement.setString(first + 1, key.instanceId());
    statement.setString(first + 2, key.metric());
    statement.setString(first + 3, key.attributes());
  }

  @Override
  public List<Series> query(
      Workload workload, String metric, Instant from, Instant to, int maxMinutes)
      throws IOException {
    return database.read(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setString(1, workload.key());
            select.setString(2, metric);
            select.setString(3, metric);
            select.setLong(4, from.toEpochMilli());
            select.setLong(5, to.toEpochMilli());
            select.setInt(6, maxMinutes);
            try (ResultSet rows = select.executeQuery()) {
              return group(rows);
            }
          }
        });
  }

  private static List<Series> group(ResultSet rows) throws SQLException {
    Map<Key, List<Series.Minute>> minutes = new LinkedHashMap<>();
    while (rows.next()) {
      minutes
          .computeIfAbsent(key(rows), key -> new ArrayList<>())
          .add(
              new Series.Minute(
                  Instant.ofEpochMilli(rows.getLong("minute")),
                  rows.getDouble("min_value"),
                  rows.getDouble("max_value"),
                  rows.getDouble("last_value")));
    }
    return minutes.entrySet().stream()
        .map(
            series ->
                new Series(
                    series.getKey().instanceId(),
                    series.getKey().metric(),
                    series.getKey().attributes(),
                    series.getValue()))
        .toList();
  }

  private static Key key(ResultSet rows) throws SQLException {
    return new Key(
        rows.getString("workload"),
        rows.getString("instance_id"),
        rows.getString("metric"),
        rows.getString("attributes"));
  }

  @Override
  public void prune(Instant before) throws IOException {
    database.write(
        connection -> {
          try (PreparedStatement points =
                  connection.prepareStatement("DELETE FROM point WHERE minute < ?");
              PreparedStatement empty =
                  connection.prepareStatement(
                      "DELETE FROM series WHERE NOT EXISTS"
                          + " (SELECT 1 FROM point WHERE point.series_id = series.id)")) {
            points.setLong(1, before.toEpochMilli());
            points.executeUpdate();
            empty.executeUpdate();
          }
        });
    ids.clear();
  }

  @Override
  public void close() {
    database.close();
  }
}
