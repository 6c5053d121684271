package dev.memorysystem.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in WAL mode, its schema brought up to date by Flyway. One connection writes, one
 * reads for the collector and one for those who ask it, each guarded by a lock: whoever asks for
 * much keeps others who ask waiting, and nobody else. A commit is on disk when it returns
 * (synchronous=FULL).
 */
public final class SqliteDatabase implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;
  private static final int CONNECTIONS = 3;
  private static final int PAGES_GIVEN_BACK = 4096;

  /** Bytes of the write-ahead log that stay on disk when it is empty. */
  private static final int MAX_JOURNAL = 16 << 20;

  /** Kept referenced: java.util.logging forgets the level of a logger nobody holds. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  private final Connection writer;
  private final Connection reader;
  private final Connection asked;
  private final DamagedDatabase damaged;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock asking = new ReentrantLock(true);

  private SqliteDatabase(
      Connection writer, Connection reader, Connection asked, DamagedDatabase damaged) {
    this.writer = writer;
    this.reader = reader;
    this.asked = asked;
    this.damaged = damaged;
  }

  /**
   * Opens or creates a database file. One that is damaged is moved aside, and a new one begun: what
   * the signal log still holds is folded into it, the rest comes with the next reports.
   *
   * @throws IOException when it cannot be written, or was made by a newer version
   */
  public static SqliteDatabase open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    DamagedDatabase damaged = new DamagedDatabase(file);
    try {
      damaged.check();
      return opened(file);
    } catch (SQLException | FlywayException e) {
      if (!DamagedDatabase.isDamage(e)) {
        throw cannotOpen(file, e);
      }
      damaged.moveAside(e);
      try {
        return opened(file);
      } catch (SQLException | FlywayException again) {
        throw cannotOpen(file, again);
      }
    }
  }

  private static IOException cannotOpen(Path file, Exception e) {
    return new IOException(
        "cannot open the database %s (%s): it must be writable, and be made by this version or an older one"
            .formatted(file, e.getMessage()),
        e);
  }

  private static SqliteDatabase opened(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalSizeLimit(MAX_JOURNAL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    migrate(source, file);
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(source.getConnection());
      }
      Connection writer = connections.getFirst();
      makeShrinkable(writer, file);
      writer.setAutoCommit(false);
      return new SqliteDatabase(
          writer, connections.get(1), connections.getLast(), new DamagedDatabase(file));
    } catch (SQLException e) {
      for (Connection connection : connections) {
        connection.close();
      }
      throw e;
    }
  }

  /** A new file is small; one of version 0.1.0 is written anew, once, if there is room to. */
  static void makeShrinkable(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA auto_vacuum") != 0
          || file.toFile().getUsableSpace() < 2 * file.toFile().length()) {
        return;
      }
      statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
      statement.execute("VACUUM");
    } catch (SQLException e) {
      if (DamagedDatabase.isDamage(e)) {
        throw e;
      }
      System.getLogger(SqliteDatabase.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "the database cannot be written anew ("
                  + e.getMessage()
                  + "): its file does not shrink until a start at which it can");
    }
  }

  private static void migrate(SQLiteDataSource source, Path file) {
    FLYWAY_LOG.setLevel(Level.WARNING);
    Flyway.configure(SqliteDatabase.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:dev/memorysystem/collector/store/migration")
        .javaMigrations(new V3__Series_carried_over(file.toFile().getUsableSpace()))
        .load()
        .migrate();
  }

  /** Bytes of the file that hold something. */
  long usedBytes() throws IOException {
    return read(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            long pages = number(statement, "PRAGMA page_count");
            long free = number(statement, "PRAGMA freelist_count");
            return (pages - free) * number(statement, "PRAGMA page_size");
          }
        });
  }

  /** Gives pages that hold nothing back to the file system, 16 MiB of them at a time. */
  void giveBack() throws IOException {
    writing.lock();
    try {
      writer.setAutoCommit(true);
      try (Statement statement = writer.createStatement()) {
        statement.executeUpdate(
            "PRAGMA incremental_vacuum(%d)".formatted(PAGES_GIVEN_BACK)); // execute() frees one
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        writer.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw new IOException("cannot shrink the database: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  private static long number(Statement statement, String pragma) throws SQLException {
    try (ResultSet rows = statement.executeQuery(pragma)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Runs statements in one transaction: all or nothing, and on disk on return. */
  void write(Statements statements) throws IOException {
    write("FULL", statements);
  }

  /**
   * The same without a sync of its own: on disk with the next {@link #write}, whose sync covers the
   * whole write-ahead log before it.
   */
  void writeAhead(Statements statements) throws IOException {
    write("NORMAL", statements);
  }

  private void write(String synchronous, Statements statements) throws IOException {
    writing.lock();
    try {
      synchronous(synchronous);
      statements.run(writer);
      writer.commit();
    } catch (SQLException | IOException | RuntimeException e) {
      rollBack(e);
      throw failed("cannot write the database: ", e);
    } finally {
      writing.unlock();
    }
  }

  /** Takes effect between transactions only. */
  private void synchronous(String mode) throws SQLException {
    writer.setAutoCommit(true);
    try (Statement pragma = writer.createStatement()) {
      pragma.execute("PRAGMA synchronous=" + mode);
    }
    writer.setAutoCommit(false);
  }

  private void rollBack(Exception cause) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Reads what the collector itself needs. */
  <T> T read(Query<T> query) throws IOException {
    return read(reading, reader, query);
  }

  /** Reads what somebody asks for, in turn. */
  <T> T ask(Query<T> query) throws IOException {
    return read(asking, asked, query);
  }

  private <T> T read(ReentrantLock lock, Connection connection, Query<T> query) throws IOException {
    lock.lock();
    try {
      return query.run(connection);
    } catch (SQLException e) {
      throw failed("cannot read the database: ", e);
    } finally {
      lock.unlock();
    }
  }

  private IOException failed(String what, Exception e) {
    if (!DamagedDatabase.isDamage(e)) {
      String advice = isFull(e) ? ": free space on the volume" : "";
      return new IOException(what + e.getMessage() + advice, e);
    }
    damaged.suspect();
    return new DamagedException(what + e.getMessage(), e);
  }

  private static boolean isFull(Exception e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  @Override
  public void close() {
    writing.lock();
    reading.lock();
    asking.lock();
    try {
      asked.close();
      reader.close();
      writer.close();
    } catch (SQLException e) {
      System.getLogger(SqliteDatabase.class.getName())
          .log(System.Logger.Level.WARNING, "the database did not close cleanly", e);
    } finally {
      asking.unlock();
      reading.unlock();
      writing.unlock();
    }
  }

  /** Statements of one transaction. */
  @FunctionalInterface
  interface Statements {
    void run(Connection connection) throws SQLException, IOException;
  }

  /** A read. */
  @FunctionalInterface
  interface Query<T> {
    T run(Connection connection) throws SQLException, IOException;
  }
}
