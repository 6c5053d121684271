package dev.memorysystem.collector.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.api.ProcessInfo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link StateStore} in SQLite; the schema is in the migrations. */
public final class SqliteStateStore implements StateStore {
  private static final System.Logger LOG = System.getLogger(SqliteStateStore.class.getName());

  private final SqliteDatabase database;
  private final ObjectMapper json = Json.mapper();
  private final SqliteResults results = new SqliteResults(json);

  public SqliteStateStore(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public Snapshot load() throws IOException {
    return database.read(
        connection ->
            new Snapshot(
                offset(connection),
                bodies(connection, "SELECT body FROM finding ORDER BY id", Finding.class),
                bodies(
                    connection, "SELECT body FROM assessment ORDER BY workload", Assessment.class),
                bodies(connection, "SELECT body FROM anomaly ORDER BY workload", Anomalies.class),
                bodies(
                    connection,
                    "SELECT body FROM (SELECT body, last_seen FROM process ORDER BY last_seen DESC"
                        + " LIMIT %d) AS latest ORDER BY last_seen".formatted(MAX_PROCESSES),
                    ProcessInfo.class),
                bodies(connection, "SELECT body FROM pod ORDER BY uid", KnownPod.class),
                bodies(connection, "SELECT body FROM profile ORDER BY id", KnownProfile.class)));
  }

  @Override
  public Optional<String> state(Workload workload) throws IOException {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT body FROM workload_state WHERE workload = ?")) {
            select.setString(1, workload.key());
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
          }
        });
  }

  @Override
  public <T extends DirectiveResult> List<T> results(String process, Class<T> type)
      throws IOException {
    return database.ask(connection -> results.read(connection, process, type));
  }

  @Override
  public void commit(Commit commit) throws IOException {
    long at = commit.at().toEpochMilli();
    database.write(
        connection -> {
          putOffset(connection, commit.offset());
          try (Upsert states = new Upsert(connection, "workload_state", "workload", "updated_at")) {
            for (Map.Entry<Workload, String> state : commit.states().entrySet()) {
              states.add(state.getKey().key(), state.getValue(), at);
            }
          }
          putFindings(connection, commit.findings(), at);
          try (Upsert assessments =
              new Upsert(connection, "assessment", "workload", "updated_at")) {
            for (Assessment assessment : commit.assessments()) {
              assessments.add(assessment.workload().key(), json.writeValueAsString(assessment), at);
            }
          }
          try (Upsert anomalies = new Upsert(connection, "anomaly", "workload", "updated_at")) {
            for (Anomalies unusual : commit.anomalies()) {
              anomalies.add(unusual.workload().key(), json.writeValueAsString(unusual), at);
            }
          }
          try (Upsert processes = new Upsert(connection, "process", "instance_id", "last_seen")) {
            for (ProcessInfo process : commit.processes()) {
              processes.add(
                  process.key(),
                  json.writeValueAsString(process),
                  process.lastSeen().toEpochMilli());
            }
          }
          try (Upsert pods = new Upsert(connection, "pod", "uid")) {
            for (KnownPod pod : commit.pods()) {
              pods.add(pod.uid(), json.writeValueAsString(pod));
            }
          }
          try (Upsert profiles = new Upsert(connection, "profile", "id")) {
            for (KnownProfile profile : commit.profiles()) {
              profiles.add(
                  profile.namespace() + "/" + profile.name(), json.writeValueAsString(profile));
            }
          }
          results.put(connection, commit.results());
          delete(connection, "DELETE FROM pod WHERE uid = ?", commit.deletedPods());
          delete(connection, "DELETE FROM profile WHERE id = ?", commit.deletedProfiles());
        });
  }

  @Override
  public void prune(Instant processesBefore, Instant workloadsBefore, Set<Workload> withPods)
      throws IOException {
    long changed = workloadsBefore.toEpochMilli();
    database.write(
        connection -> {
          deleteBefore(
              connection,
              "DELETE FROM process WHERE last_seen < ?",
              processesBefore.toEpochMilli());
          SqliteResults.forgetThoseOfNoProcess(connection);
          forgetOneOffs(connection, processesBefore.toEpochMilli(), withPods);
          deleteBefore(connection, "DELETE FROM workload_state WHERE updated_at < ?", changed);
          deleteBefore(
              connection,
              "DELETE FROM finding WHERE updated_at < ? AND (state = 'resolved'"
                  + " OR workload NOT IN (SELECT workload FROM workload_state))",
              changed);
          deleteBefore(
              connection,
              "DELETE FROM assessment WHERE updated_at < ?"
                  + " AND workload NOT IN (SELECT workload FROM workload_state)",
              changed);
          deleteBefore(
              connection,
              "DELETE FROM anomaly WHERE updated_at < ?"
                  + " AND workload NOT IN (SELECT workload FROM workload_state)",
              changed);
        });
  }

  @Override
  public void close() {
    database.close();
  }

  private static long offset(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT log_offset FROM checkpoint WHERE id = 1");
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private static void putOffset(Connection connection, long offset) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            "INSERT INTO checkpoint (id, log_offset) VALUES (1, ?)"
                + " ON CONFLICT (id) DO UPDATE SET log_offset = excluded.log_offset")) {
      put.setLong(1, offset);
      put.executeUpdate();
    }
  }

  /** What cannot be read is left out. */
  private <T> List<T> bodies(Connection connection, String sql, Class<T> type) throws SQLException {
    List<T> bodies = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        try {
          bodies.add(json.readValue(rows.getString(1), type));
        } catch (JsonProcessingException | IllegalArgumentException e) {
          LOG.log(
              Level.WARNING, "a stored " + type.getSimpleName() + " cannot be read, left out", e);
        }
      }
    }
    return bodies;
  }

  private void putFindings(Connection connection, List<Finding> findings, long at)
      throws SQLException, IOException {
    try (PreparedStatement put =
        connection.prepareStatement(
            "INSERT INTO finding (id, workload, state, body, updated_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET workload = excluded.workload,"
                + " state = excluded.state, body = excluded.body,"
                + " updated_at = excluded.updated_at")) {
      for (Finding finding : findings) {
        put.setString(1, finding.id());
        put.setString(2, finding.workload().key());
        put.setString(3, finding.state().toString());
        put.setString(4, json.writeValueAsString(finding));
        put.setLong(5, at);
        put.executeUpdate();
      }
    }
  }

  private static void forgetOneOffs(Connection connection, long before, Set<Workload> withPods)
      throws SQLException {
    Set<String> gone = new HashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT workload FROM workload_state WHERE updated_at < ?"
                + " AND (workload LIKE '%/Job/%' OR workload LIKE '%/Pod/%')"
                + " AND workload NOT IN (SELECT workload FROM finding)")) {
      select.setLong(1, before);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          gone.add(rows.getString(1));
        }
      }
    }
    withPods.forEach(workload -> gone.remove(workload.key()));
    delete(connection, "DELETE FROM workload_state WHERE workload = ?", gone);
    delete(connection, "DELETE FROM assessment WHERE workload = ?", gone);
    delete(connection, "DELETE FROM anomaly WHERE workload = ?", gone);
  }

  private static void delete(Connection connection, String sql, Collection<String> keys)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (String key : keys) {
        delete.setString(1, key);
        delete.executeUpdate();
      }
    }
  }

  private static void deleteBefore(Connection connection, String sql, long time)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, time);
      delete.executeUpdate();
    }
  }

  /** Inserts or replaces rows of key, body and, where the table has one, a time. */
  private static final class Upsert implements AutoCloseable {
    private final PreparedStatement statement;

    Upsert(Connection connection, String table, String key) throws SQLException {
      statement =
          connection.prepareStatement(
              "INSERT INTO %s (%s, body) VALUES (?, ?) ON CONFLICT (%s) DO UPDATE SET body = excluded.body"
                  .formatted(table, key, key));
    }

    Upsert(Connection connection, String table, String key, String time) throws SQLException {
      statement =
          connection.prepareStatement(
              "INSERT INTO %s (%s, body, %s) VALUES (?, ?, ?) ON CONFLICT (%s) DO UPDATE SET body = excluded.body, %s = excluded.%s"
                  .formatted(table, key, time, key, time, time));
    }

    void add(String key, String body) throws SQLException {
      statement.setString(1, key);
      statement.setString(2, body);
      statement.executeUpdate();
    }

    void add(String key, String body, long time) throws SQLException {
      statement.setLong(3, time);
      add(key, body);
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
