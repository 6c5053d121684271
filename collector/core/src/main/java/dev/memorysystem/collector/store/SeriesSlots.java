package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which number each series of a process has in its {@link MinuteRow}s. Used by one thread. */
final class SeriesSlots {
  /** Processes whose slots are remembered, a few KB each; the least lately heard go first. */
  static final int MAX_REMEMBERED =
      (int) Math.min(5_000, Runtime.getRuntime().maxMemory() / (50 << 10));

  private static final int MAX_NAMES = 20_000;

  /** Of a process for which there is no place. */
  private static final long NO_PROCESS = -1;

  private final int maxSlots;
  private final int maxOfNamespace;
  private final LeftOut leftOut;

  /** Series of each namespace that had a new one lately. */
  private final Map<String, Integer> ofNamespaces = new HashMap<>();

  /** Each name once: processes of a kind have the same series. */
  private final Map<Name, Name> names = new HashMap<>();

  private final Map<ProcessKey, Slots> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ProcessKey, Slots> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  private record ProcessKey(String workload, String instanceId) {}

  record Name(String metric, String attributes) {}

  record Process(long id, String instanceId) {}

  /** The slots of one process. */
  final class Slots {
    private final String namespace;
    private final long process;
    private final Map<Name, Integer> numbers;

    private Slots(String namespace, long process, Map<Name, Integer> numbers) {
      this.namespace = namespace;
      this.process = process;
      this.numbers = numbers;
    }

    long process() {
      return process;
    }

    /**
     * The slot of a series, given when it has none; -1 when its process or namespace has too many.
     */
    int of(Connection connection, String metric, String attributes) throws SQLException {
      Name name = new Name(metric, attributes);
      Integer number = numbers.get(name);
      if (number == null) {
        if (numbers.size() >= maxSlots) {
          leftOut.leftOut(namespace, LeftOut.Limit.PROCESS);
          return -1;
        }
        if (process == NO_PROCESS || !hasRoom(connection, namespace)) {
          leftOut.leftOut(namespace, LeftOut.Limit.NAMESPACE);
          return -1;
        }
        ofNamespaces.merge(namespace, 1, Integer::sum);
        number = numbers.size();
        insert(connection, process, number, name);
        numbers.put(shared(name), number);
      }
      return number;
    }
  }

  /**
   * @param maxSlots of a process
   */
  SeriesSlots(int maxSlots, int maxOfNamespace, LeftOut leftOut) {
    this.maxSlots = maxSlots;
    this.maxOfNamespace = maxOfNamespace;
    this.leftOut = leftOut;
  }

  void forget() {
    known.clear();
    names.clear();
    ofNamespaces.clear();
  }

  /**
   * @param workload its key
   */
  Slots of(Connection connection, String workload, String instanceId) throws SQLException {
    ProcessKey key = new ProcessKey(workload, instanceId);
    Slots slots = known.get(key);
    if (slots == null) {
      slots = load(connection, key, workload.substring(0, workload.indexOf('/')));
      known.put(key, slots);
    }
    return slots;
  }

  private Slots load(Connection connection, ProcessKey key, String namespace) throws SQLException {
    Long id = find(connection, key.workload(), key.instanceId());
    if (id == null) {
      long process =
          hasRoom(connection, namespace)
              ? insert(connection, key.workload(), key.instanceId())
              : NO_PROCESS;
      return new Slots(namespace, process, new HashMap<>());
    }
    Map<Name, Integer> numbers = new HashMap<>();
    names(connection, id, "").forEach((slot, name) -> numbers.put(shared(name), slot));
    return new Slots(namespace, id, numbers);
  }

  private boolean hasRoom(Connection connection, String namespace) throws SQLException {
    Integer count = ofNamespaces.get(namespace);
    if (count == null) {
      count = count(connection, namespace);
      ofNamespaces.put(namespace, count);
    }
    return count < maxOfNamespace;
  }

  private static int count(Connection connection, String namespace) throws SQLException {
    String prefix = namespace + "/";
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM series_process JOIN series_slot"
                + " ON series_slot.process_id = series_process.id"
                + " WHERE SUBSTR(series_process.workload, 1, LENGTH(?)) = ?")) {
      select.setString(1, prefix);
      select.setString(2, prefix);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private Name shared(Name name) {
    if (names.size() >= MAX_NAMES) {
      names.clear();
    }
    return names.computeIfAbsent(name, same -> same);
  }

  private static @Nullable Long find(Connection connection, String workload, String instanceId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM series_process WHERE workload = ? AND instance_id = ?")) {
      select.setString(1, workload);
      select.setString(2, instanceId);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : null;
      }
    }
  }

  private static long insert(Connection connection, String workload, String instanceId)
      throws SQLException {
    long id;
    try (PreparedStatement max =
            connection.prepareStatement("SELECT COALESCE(MAX(id), 0) + 1 FROM series_process");
        ResultSet rows = max.executeQuery()) {
      rows.next();
      id = rows.getLong(1);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO series_process (id, workload, instance_id) VALUES (?, ?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, workload);
      insert.setString(3, instanceId);
      insert.executeUpdate();
    }
    return id;
  }

  private static void insert(Connection connection, long process, int slot, Name name)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO series_slot (process_id, slot, metric, attributes)"
                + " VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, process);
      insert.setInt(2, slot);
      insert.setString(3, name.metric());
      insert.setString(4, name.attributes());
      insert.executeUpdate();
    }
  }

  /** Processes of a workload that have series, by instance id. */
  static List<Process> processes(Connection connection, Workload workload) throws SQLException {
    List<Process> processes = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, instance_id FROM series_process WHERE workload = ?"
                + " ORDER BY instance_id")) {
      select.setString(1, workload.key());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          processes.add(new Process(rows.getLong(1), rows.getString(2)));
        }
      }
    }
    return processes;
  }

  /**
   * Series of a process, by slot.
   *
   * @param metric empty for all
   */
  static Map<Integer, Name> names(Connection connection, long process, String metric)
      throws SQLException {
    Map<Integer, Name> names = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT slot, metric, attributes FROM series_slot"
                + " WHERE process_id = ? AND (? = '' OR metric = ?)")) {
      select.setLong(1, process);
      select.setString(2, metric);
      select.setString(3, metric);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.put(rows.getInt(1), new Name(rows.getString(2), rows.getString(3)));
        }
      }
    }
    return names;
  }

  /** Forgets processes of which no minute is kept. */
  static void prune(Connection connection) throws SQLException {
    for (String sql :
        List.of(
            "DELETE FROM series_process WHERE NOT EXISTS (SELECT 1 FROM process_minute"
                + " WHERE process_minute.process_id = series_process.id)",
            "DELETE FROM series_slot WHERE NOT EXISTS (SELECT 1 FROM series_process"
                + " WHERE series_process.id = series_slot.process_id)")) {
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.executeUpdate();
      }
    }
  }
}
