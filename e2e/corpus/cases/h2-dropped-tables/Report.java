package com.acme.reports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/** Adds up one customer's orders in a work table of its own. */
final class Report {
  private final Connection database;

  Report(Connection database) {
    this.database = database;
  }

  long run(long number) throws SQLException {
    String table = "WORK_" + number;
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE " + table + "(ARTICLE INT, CENTS BIGINT)");
      fill(table, number);
      long sum = sum(statement, table);
      statement.execute("DROP TABLE " + table);
      return sum;
    }
  }

  private void fill(String table, long number) throws SQLException {
    SplittableRandom random = new SplittableRandom(number);
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, random.nextInt(1_000));
        insert.setLong(2, random.nextLong(10_000));
        insert.executeUpdate();
      }
    }
  }

  private static long sum(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT SUM(CENTS) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
