package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SqliteStateStoreTest extends StateStoreContract {
  @Override
  StateStore open(Path directory) throws IOException {
    return new SqliteStateStore(SqliteDatabase.open(directory.resolve("test.db")));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedWithWhatToDo() throws Exception {
    Path file = directory.resolve("test.db");
    Files.writeString(file, "this is not a database, whatever its name says".repeat(100));
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("move it away");
  }
}
