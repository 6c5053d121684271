package dev.memorysystem.collector.store;

import dev.memorysystem.collector.damage.DamagedCopies;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What happens to a database file that is damaged: kept under another name, for who wants to look,
 * and replaced by a new one. Damage met while running leaves a mark beside the file, so that the
 * next start looks through all of it.
 */
final class DamagedDatabase {
  private static final System.Logger LOG = System.getLogger(DamagedDatabase.class.getName());

  private final Path file;
  private final Path mark;

  DamagedDatabase(Path file) {
    this.file = file;
    this.mark = beside("-suspect");
  }

  static boolean isDamage(@Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        SQLiteErrorCode code = sqlite.getResultCode();
        if ((code.code & 0xFF) == SQLiteErrorCode.SQLITE_CORRUPT.code
            || code == SQLiteErrorCode.SQLITE_NOTADB) {
          return true;
        }
      }
    }
    return false;
  }

  /** Damage was met: the next start is to look at the whole file. */
  void suspect() {
    try {
      if (Files.notExists(mark)) {
        Files.createFile(mark);
      }
      LOG.log(
          Level.ERROR,
          "the database {0} is damaged; the next start moves it aside and begins a new one",
          file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot mark the database as damaged", e);
    }
  }

  /**
   * Looks at the whole file if there is a mark.
   *
   * @throws SQLiteException when it is damaged
   */
  void check() throws SQLException, IOException {
    if (Files.notExists(mark)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
      if (!rows.next() || !rows.getString(1).equals("ok")) {
        throw new SQLiteException("integrity_check found damage", SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
    Files.delete(mark);
  }

  void moveAside(Exception why) throws IOException {
    Path kept = DamagedCopies.next(file);
    for (String part : new String[] {"", "-wal", "-shm"}) {
      Path from = beside(part);
      if (Files.exists(from)) {
        Files.move(from, kept.resolveSibling(kept.getFileName() + part));
      }
    }
    Files.deleteIfExists(mark);
    LOG.log(
        Level.ERROR,
        "the database {0} is damaged ({1}). It is kept as {2}; delete that when you no longer need"
            + " it ({3}). A new one is begun: what the signal log still holds is analysed again; pods and"
            + " profiles come from the operator within five minutes; findings, assessments and"
            + " series start afresh from what agents report next",
        file,
        why.getMessage(),
        kept,
        DamagedCopies.removeOld(file));
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
