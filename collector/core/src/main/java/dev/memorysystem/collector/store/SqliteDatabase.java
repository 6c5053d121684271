package dev.memorysystem.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file in WAL mode, its schema brought up to date by Flyway. One connection writes and
 * one reads, each guarded by a lock; a commit is on disk when it returns (synchronous=FULL).
 */
public final class SqliteDatabase implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  /** Kept referenced: java.util.logging forgets the level of a logger nobody holds. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  private final Connection writer;
  private final Connection reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();

  private SqliteDatabase(Connection writer, Connection reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Opens or creates a database file.
   *
   * @throws IOException when it cannot be written, is damaged, or was made by a newer version
   */
  public static SqliteDatabase open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try {
      migrate(source);
      Connection writer = source.getConnection();
      try {
        writer.setAutoCommit(false);
        return new SqliteDatabase(writer, source.getConnection());
      } catch (SQLException e) {
        writer.close();
        throw e;
      }
    } catch (SQLException | FlywayException e) {
      throw new IOException(
          "cannot open the database %s (%s); if it is damaged, move it away: findings are rebuilt from what is reported next"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void migrate(SQLiteDataSource source) {
    FLYWAY_LOG.setLevel(Level.WARNING);
    Flyway.configure(SqliteDatabase.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:dev/memorysystem/collector/store/migration")
        .load()
        .migrate();
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
      throw new IOException("cannot write the database: " + e.getMessage(), e);
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

  <T> T read(Query<T> query) throws IOException {
    reading.lock();
    try {
      return query.run(reader);
    } catch (SQLException e) {
      throw new IOException("cannot read the database: " + e.getMessage(), e);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    reading.lock();
    try {
      reader.close();
      writer.close();
    } catch (SQLException e) {
      System.getLogger(SqliteDatabase.class.getName())
          .log(System.Logger.Level.WARNING, "the database did not close cleanly", e);
    } finally {
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
