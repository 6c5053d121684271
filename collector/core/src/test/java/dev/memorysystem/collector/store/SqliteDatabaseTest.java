package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import dev.memorysystem.collector.log.LogLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");

  @TempDir Path directory;

  @Test
  void onlyWhatGoesAheadOfAnotherWriteIsNotSyncedByItself() throws Exception {
    List<Integer> modes = new ArrayList<>();
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      database.write(connection -> modes.add(synchronous(connection)));
      database.writeAhead(connection -> modes.add(synchronous(connection)));
      database.write(connection -> modes.add(synchronous(connection)));
    }
    assertThat(modes).containsExactly(2, 1, 2); // FULL, NORMAL, FULL
  }

  @Test
  void whatIsForgottenIsGivenBackToTheFileSystem() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      fill(store);
      store.pruneTo(1L << 30); // brings what is in the write-ahead log to the file
      long before = Files.size(file());
      while (store.pruneTo(before / 2)) {
        assertThat(Files.size(file())).isLessThanOrEqualTo(before);
      }
      assertThat(Files.size(file())).isLessThanOrEqualTo(before / 2);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsKeptAsideAndANewOneBegun() throws Exception {
    Files.writeString(file(), "this is not a database, whatever its name says".repeat(100));
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      assertThat(new SqliteStateStore(database).load().offset()).isZero();
    }
    assertThat(damaged())
        .singleElement()
        .satisfies(kept -> assertThat(Files.readString(kept)).startsWith("this is not"));
  }

  @Test
  void theNewestTwoDamagedFilesAreKeptAndTheLogSaysWhichAreNot() throws Exception {
    try (LogLines log = new LogLines(DamagedDatabase.class)) {
      for (String kept : new String[] {"100", "200", "300", "300-wal"}) {
        Files.writeString(directory.resolve("test.db.damaged-" + kept), kept);
      }
      Files.writeString(directory.resolve("test.db.damaged-by-hand"), "not ours");
      Files.writeString(file(), "this is not a database, whatever its name says".repeat(100));
      SqliteDatabase.open(file()).close();
      assertThat(damaged())
          .hasSize(2)
          .contains(directory.resolve("test.db.damaged-300"))
          .allSatisfy(file -> assertThat(file).isRegularFile());
      assertThat(directory.resolve("test.db.damaged-300-wal")).exists();
      assertThat(directory.resolve("test.db.damaged-by-hand")).exists();
      assertThat(log.errors())
          .singleElement()
          .asString()
          .contains("newest two", "removed", "test.db.damaged-100", "test.db.damaged-200");
    }
  }

  @Test
  void aNamespaceWithTooManySeriesGetsNoMoreAndOthersDo() throws Exception {
    List<String> leftOut = new ArrayList<>();
    Workload bank = new Workload("bank", "Deployment", "vault", "app");
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store =
          new SqliteSeriesStore(database, 3, (namespace, limit) -> leftOut.add(namespace + limit));
      store.append(List.of(new SeriesPoint(ORDERS, "i-1", "a", "", NOON, 1)));
      store.append(
          List.of(
              new SeriesPoint(ORDERS, "i-2", "a", "", NOON, 1),
              new SeriesPoint(ORDERS, "i-2", "b", "", NOON, 1),
              new SeriesPoint(ORDERS, "i-2", "c", "", NOON, 1),
              new SeriesPoint(ORDERS, "i-3", "a", "", NOON, 1),
              new SeriesPoint(bank, "i-4", "a", "", NOON, 1)));
      assertThat(leftOut).containsExactly("shopNAMESPACE", "shopNAMESPACE");
      assertThat(instances(store, ORDERS)).containsExactly("i-1 a", "i-2 a", "i-2 b");
      assertThat(instances(store, bank)).containsExactly("i-4 a");
    }
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database, 3, LeftOut.UNHEARD);
      Instant later = NOON.plusSeconds(3600);
      store.append(List.of(new SeriesPoint(ORDERS, "i-3", "a", "", later, 1)));
      assertThat(instances(store, ORDERS)).doesNotContain("i-3 a");
      assertThat(store.prune(NOON.plusSeconds(60))).isFalse();
      store.append(List.of(new SeriesPoint(ORDERS, "i-3", "a", "", later, 1)));
      assertThat(instances(store, ORDERS)).containsExactly("i-3 a");
    }
  }

  private static List<String> instances(SeriesStore store, Workload workload) throws IOException {
    return store.query(workload, "", NOON, NOON.plusSeconds(7200), 100).series().stream()
        .map(series -> series.instanceId() + " " + series.metric())
        .toList();
  }

  @Test
  void damageMetWhileRunningIsPutInOrderByTheNextStart() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      fill(store);
      store.pruneTo(1L << 30);
    }
    overwriteAllButTheSchema();
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      assertThatThrownBy(() -> store.query(ORDERS, "", NOON, NOON.plusSeconds(600_000), 10_000))
          .isInstanceOf(DamagedException.class);
    }
    assertThat(damaged()).isEmpty();
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      fill(store);
      assertThat(store.query(ORDERS, "metric.7", NOON, NOON.plusSeconds(600), 10_000).series())
          .hasSize(1);
    }
    assertThat(damaged()).hasSize(1);
  }

  /** An index that lacks an entry: the table's own pages are in order. */
  @Test
  void aSuspectIndexIsLookedAtToo() throws Exception {
    SqliteDatabase.open(file()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE broken (a INTEGER, b INTEGER)");
      statement.execute("CREATE INDEX broken_a ON broken (a)");
      statement.execute("INSERT INTO broken VALUES (1, 2), (3, 4)");
      statement.execute("PRAGMA writable_schema = ON");
      statement.execute(
          "UPDATE sqlite_schema SET sql = 'CREATE INDEX broken_a ON broken (b)'"
              + " WHERE name = 'broken_a'");
    }
    Files.createFile(directory.resolve("test.db-suspect"));
    SqliteDatabase.open(file()).close();
    assertThat(damaged()).hasSize(1);
    assertThat(directory.resolve("test.db-suspect")).doesNotExist();
  }

  @Test
  void aRowThatCannotBeReadIsLeftOut() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      StateStore states = new SqliteStateStore(database);
      database.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute("INSERT INTO pod (uid, body) VALUES ('a', '{\"uid\": tr')");
              statement.execute("INSERT INTO profile (id, body) VALUES ('shop/all', '')");
            }
          });
      assertThat(states.load().pods()).isEmpty();
      assertThat(states.load().profiles()).isEmpty();
    }
  }

  @Test
  void aMinuteThatCannotBeReadBeginsAfresh() throws Exception {
    List<SeriesPoint> point = List.of(new SeriesPoint(ORDERS, "i-1", "rss", "", NOON, 5));
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      new SqliteSeriesStore(database).append(point);
      database.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute("UPDATE process_minute SET body = x'FF'");
            }
          });
      SeriesStore store = new SqliteSeriesStore(database);
      assertThat(store.query(ORDERS, "rss", NOON, NOON.plusSeconds(60), 9).series()).isEmpty();
      store.append(point);
      assertThat(store.query(ORDERS, "rss", NOON, NOON.plusSeconds(60), 9).series()).hasSize(1);
    }
  }

  @Test
  void onlyAFullVolumeAsksForSpace() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      database.write(connection -> pragma(connection, "max_page_count=1"));
      assertThatThrownBy(() -> fill(store)).hasMessageContaining("free space on the volume");
      assertThatThrownBy(() -> database.write(connection -> pragma(connection, "no such")))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("free space");
    }
  }

  private static void pragma(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA " + text);
    }
  }

  /** From the middle on: tables' roots come first, where a start would meet the damage. */
  private void overwriteAllButTheSchema() throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      long half = channel.size() / 2;
      ByteBuffer noise = ByteBuffer.allocate((int) half);
      while (noise.hasRemaining()) {
        noise.put((byte) 0xAB);
      }
      channel.write(noise.flip(), half);
    }
  }

  /** The schema of version 0.1.0, with a series in it. */
  @Test
  void seriesOfTheVersionBeforeAreCarriedOver() throws Exception {
    migrateTo("1");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO series VALUES (1, '%s', 'i-1', 'rss', 'pool=a')".formatted(ORDERS.key()));
      for (int minute = 0; minute < 3; minute++) {
        long at = NOON.plusSeconds(60L * minute).toEpochMilli();
        statement.execute(
            "INSERT INTO point VALUES (1, %d, 1, 9, %d, %d)"
                .formatted(at, 5 + minute, at + 45_000));
      }
    }
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      store.append(List.of(new SeriesPoint(ORDERS, "i-1", "rss", "pool=a", NOON, 0.5)));
      assertThat(store.query(ORDERS, "", NOON, NOON.plusSeconds(600), 100).series())
          .containsExactly(
              new Series(
                  "i-1",
                  "rss",
                  "pool=a",
                  List.of(
                      new Series.Minute(NOON, 0.5, 9, 5),
                      new Series.Minute(NOON.plusSeconds(60), 1, 9, 6),
                      new Series.Minute(NOON.plusSeconds(120), 1, 9, 7))));
    }
  }

  @Test
  void moreThanTheVolumeBearsIsNotCarriedOver() throws Exception {
    migrateTo("1");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO series VALUES (1, '%s', 'i-1', 'rss', '')".formatted(ORDERS.key()));
      statement.execute("INSERT INTO point VALUES (1, 0, 1, 9, 5, 0)");
    }
    org.flywaydb.core.Flyway.configure(SqliteDatabase.class.getClassLoader())
        .dataSource("jdbc:sqlite:" + file(), "", "")
        .locations("classpath:dev/memorysystem/collector/store/migration")
        .javaMigrations(new V3__Series_carried_over(1000))
        .load()
        .migrate();
    try (SqliteDatabase database = SqliteDatabase.open(file())) {
      SeriesStore store = new SqliteSeriesStore(database);
      assertThat(store.query(ORDERS, "", Instant.EPOCH, NOON, 100).series()).isEmpty();
      assertThatThrownBy(() -> database.read(connection -> tables(connection, "point")))
          .hasMessageContaining("no such table");
    }
  }

  private static boolean tables(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("SELECT * FROM " + name);
    }
  }

  @Test
  void aFileThatCannotBeWrittenAnewIsUsedAsItIs() throws Exception {
    migrateTo("1");
    try (LogLines lines = new LogLines(SqliteDatabase.class);
        Connection readOnly =
            DriverManager.getConnection("jdbc:sqlite:file:" + file() + "?mode=ro")) {
      SqliteDatabase.makeShrinkable(readOnly, file());
      assertThat(lines.errors()).singleElement().asString().contains("cannot be written anew");
    }
  }

  private void migrateTo(String version) {
    org.flywaydb.core.Flyway.configure(SqliteDatabase.class.getClassLoader())
        .dataSource("jdbc:sqlite:" + file(), "", "")
        .locations("classpath:dev/memorysystem/collector/store/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static void fill(SeriesStore store) throws IOException {
    List<SeriesPoint> points = new ArrayList<>();
    for (int minute = 0; minute < 2000; minute++) {
      for (int metric = 0; metric < 20; metric++) {
        points.add(
            new SeriesPoint(
                ORDERS, "i-1", "metric." + metric, "", NOON.plusSeconds(60L * minute), 0.1));
      }
    }
    store.append(points);
  }

  private Path file() {
    return directory.resolve("test.db");
  }

  private List<Path> damaged() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(each -> each.getFileName().toString().matches("test.db.damaged-\\d+"))
          .toList();
    }
  }

  private static int synchronous(Connection connection) throws SQLException {
    try (Statement pragma = connection.createStatement();
        ResultSet row = pragma.executeQuery("PRAGMA synchronous")) {
      row.next();
      return row.getInt(1);
    }
  }
}
