package com.acme.reporting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A statement of the database driver, with the rows of its last query. */
final class Statement implements AutoCloseable {
  private final Connection connection;
  private final int number;
  private final List<byte[][]> rows = new ArrayList<>();

  Statement(Connection connection, int number) {
    this.connection = connection;
    this.number = number;
  }

  /** Reads rows as they come over the wire: a column is bytes until somebody asks for its value. */
  long query(String sql, int count) {
    for (int row = 0; row < count; row++) {
      byte[][] columns = new byte[4][];
      for (int column = 0; column < columns.length; column++) {
        columns[column] =
            ("row " + row + " of " + sql.length()).getBytes(StandardCharsets.ISO_8859_1);
      }
      rows.add(columns);
    }
    return rows.stream().mapToLong(columns -> columns[0].length).sum();
  }

  /** As the driver did: the hash is computed whenever the table asks. */
  @Override
  public int hashCode() {
    return number * 31 + rows.size();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public void close() {
    connection.closed(this);
    rows.clear();
  }
}
