package dev.memorysystem.collector.store;

import java.io.IOException;
import java.nio.file.Path;

class SqliteStateStoreTest extends StateStoreContract {
  @Override
  StateStore open(Path directory) throws IOException {
    return new SqliteStateStore(SqliteDatabase.open(directory.resolve("test.db")));
  }
}
