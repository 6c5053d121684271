package dev.memorysystem.collector.store;

import java.io.IOException;
import java.nio.file.Path;

class SqliteSeriesStoreTest extends SeriesStoreContract {
  @Override
  SeriesStore open(Path directory) throws IOException {
    return new SqliteSeriesStore(SqliteDatabase.open(directory.resolve("test.db")));
  }
}
