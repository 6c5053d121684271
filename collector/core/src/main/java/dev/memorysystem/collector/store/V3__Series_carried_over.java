package dev.memorysystem.collector.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Moves series of version 0.1.0, one row a series and minute, to one row a process and minute. They
 * are dropped when moving them would take long, for nothing is served before, or fill the volume.
 */
@SuppressWarnings({"TypeName", "checkstyle:TypeName"}) // Flyway reads version and name from it
final class V3__Series_carried_over extends BaseJavaMigration {
  private static final String POINTS =
      """
      SELECT s.metric, s.attributes, p.minute, p.min_value, p.max_value, p.last_value, p.last_at
      FROM series s JOIN point p ON p.series_id = s.id
      WHERE s.workload = ? AND s.instance_id = ?
      ORDER BY p.minute""";

  /** Bytes of a database whose series are carried over: the start-up probe does not wait long. */
  static final long MAX_CARRIED = 128L << 20;

  private static final System.Logger LOG =
      System.getLogger(V3__Series_carried_over.class.getName());

  private final long bound;

  /**
   * @param usable bytes free on the volume
   */
  V3__Series_carried_over(long usable) {
    this.bound = Math.min(MAX_CARRIED, 3 * Math.min(usable, MAX_CARRIED));
  }

  private record Owner(String workload, String instanceId) {}

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    long bytes = bytes(connection);
    List<Owner> owners = owners(connection);
    if (owners.isEmpty() || bytes <= bound) {
      SeriesSlots slots =
          new SeriesSlots(SqliteSeriesStore.MAX_SLOTS, Integer.MAX_VALUE, LeftOut.UNHEARD);
      for (Owner owner : owners) {
        carryOver(connection, slots, owner);
      }
    } else {
      LOG.log(
          Level.WARNING,
          "series of version 0.1.0 are dropped: the database has {0} bytes, and {1} can be carried"
              + " over in time and space; findings are kept",
          bytes,
          bound);
    }
    try (Statement drop = connection.createStatement()) {
      drop.execute("DROP TABLE point");
      drop.execute("DROP TABLE series");
    }
  }

  private static long bytes(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private static List<Owner> owners(Connection connection) throws SQLException {
    List<Owner> owners = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("SELECT DISTINCT workload, instance_id FROM series")) {
      while (rows.next()) {
        owners.add(new Owner(rows.getString(1), rows.getString(2)));
      }
    }
    return owners;
  }

  private static void carryOver(Connection connection, SeriesSlots known, Owner owner)
      throws SQLException {
    SeriesSlots.Slots slots = known.of(connection, owner.workload(), owner.instanceId());
    Map<Long, MinuteRow> minutes = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(POINTS)) {
      select.setString(1, owner.workload());
      select.setString(2, owner.instanceId());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          int slot = slots.of(connection, rows.getString(1), rows.getString(2));
          if (slot >= 0) {
            long minute = rows.getLong(3);
            int lastAt = (int) (rows.getLong(7) - minute);
            minutes
                .computeIfAbsent(minute, at -> new MinuteRow())
                .add(
                    slot,
                    new MinuteRow.Cell(
                        rows.getDouble(4), rows.getDouble(5), rows.getDouble(6), lastAt));
          }
        }
      }
    }
    SqliteSeriesStore.put(connection, slots.process(), minutes);
  }
}
