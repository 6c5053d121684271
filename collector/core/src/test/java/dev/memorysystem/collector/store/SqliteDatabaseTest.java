package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {
  @TempDir Path directory;

  @Test
  void onlyWhatGoesAheadOfAnotherWriteIsNotSyncedByItself() throws Exception {
    List<Integer> modes = new ArrayList<>();
    try (SqliteDatabase database = SqliteDatabase.open(directory.resolve("test.db"))) {
      database.write(connection -> modes.add(synchronous(connection)));
      database.writeAhead(connection -> modes.add(synchronous(connection)));
      database.write(connection -> modes.add(synchronous(connection)));
    }
    assertThat(modes).containsExactly(2, 1, 2); // FULL, NORMAL, FULL
  }

  private static int synchronous(Connection connection) throws SQLException {
    try (Statement pragma = connection.createStatement();
        ResultSet row = pragma.executeQuery("PRAGMA synchronous")) {
      row.next();
      return row.getInt(1);
    }
  }
}
