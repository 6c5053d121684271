package dev.memorysystem.collector.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.DirectiveResult;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What directives found, in a table of the state's database: read when somebody asks. */
final class SqliteResults {
  private static final System.Logger LOG = System.getLogger(SqliteResults.class.getName());

  private final ObjectMapper json;

  SqliteResults(ObjectMapper json) {
    this.json = json;
  }

  /** Adds or replaces by directive; what is over the bounds is forgotten. */
  void put(Connection connection, List<ProcessResult> results) throws SQLException, IOException {
    if (results.isEmpty()) {
      return;
    }
    try (PreparedStatement put =
            connection.prepareStatement(
                "INSERT INTO directive_result (process, kind, directive, namespace, at, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (process, kind, directive)"
                    + " DO UPDATE SET at = excluded.at, body = excluded.body");
        PreparedStatement keepNewest =
            connection.prepareStatement(
                "DELETE FROM directive_result WHERE rowid IN (SELECT rowid FROM directive_result"
                    + " WHERE process = ? AND kind = ? ORDER BY at DESC, rowid DESC"
                    + " LIMIT -1 OFFSET "
                    + StateStore.RESULTS_OF_PROCESS
                    + ")")) {
      for (ProcessResult each : results) {
        put.setString(1, each.process());
        put.setString(2, each.kind());
        put.setString(3, each.result().directive());
        put.setString(4, each.namespace());
        put.setLong(5, each.result().at().toEpochMilli());
        put.setString(6, json.writeValueAsString(each.result()));
        put.executeUpdate();
        keepNewest.setString(1, each.process());
        keepNewest.setString(2, each.kind());
        keepNewest.executeUpdate();
      }
    }
    makeRoom(connection);
  }

  private static void makeRoom(Connection connection) throws SQLException {
    try (Statement count = connection.createStatement();
        ResultSet rows = count.executeQuery("SELECT COUNT(*) FROM directive_result")) {
      int over = rows.next() ? rows.getInt(1) - StateStore.MAX_RESULTS : 0;
      if (over > 0) {
        count.executeUpdate(
            "DELETE FROM directive_result WHERE rowid IN (SELECT id FROM (SELECT rowid AS id,"
                + " ROW_NUMBER() OVER (PARTITION BY namespace ORDER BY at DESC, rowid DESC) AS place"
                + " FROM directive_result) ORDER BY place DESC LIMIT "
                + over
                + ")");
      }
    }
  }

  /** The newest first; what cannot be read is left out. */
  <T extends DirectiveResult> List<T> read(Connection connection, String process, Class<T> type)
      throws SQLException {
    List<T> results = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT body FROM directive_result WHERE process = ? AND kind = ?"
                + " ORDER BY at DESC, rowid DESC")) {
      select.setString(1, process);
      select.setString(2, ProcessResult.kind(type));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          try {
            results.add(json.readValue(rows.getString(1), type));
          } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "a stored result of a directive cannot be read, left out", e);
          }
        }
      }
    }
    return results;
  }

  static void forgetThoseOfNoProcess(Connection connection) throws SQLException {
    try (Statement delete = connection.createStatement()) {
      delete.executeUpdate(
          "DELETE FROM directive_result WHERE process NOT IN (SELECT instance_id FROM process)");
    }
  }
}
