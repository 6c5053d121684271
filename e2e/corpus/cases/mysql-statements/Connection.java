package com.acme.reporting;

/** A connection with an open-addressing table of its open statements. */
final class Connection {
  private Statement[] openStatements = new Statement[64];
  private int open;
  private int numbers;

  synchronized Statement createStatement() {
    if (open * 4 > openStatements.length * 3) {
      rehash();
    }
    Statement statement = new Statement(this, numbers++);
    insert(openStatements, statement);
    open++;
    return statement;
  }

  synchronized void closed(Statement statement) {
    for (int i = 0; i < openStatements.length; i++) {
      if (openStatements[i] == statement) {
        openStatements[i] = null;
        open--;
        return;
      }
    }
  }

  private void rehash() {
    Statement[] larger = new Statement[openStatements.length * 2];
    for (Statement statement : openStatements) {
      if (statement != null) {
        insert(larger, statement);
      }
    }
    openStatements = larger;
  }

  private static void insert(Statement[] table, Statement statement) {
    int slot = Math.floorMod(statement.hashCode(), table.length);
    while (table[slot] != null) {
      slot = (slot + 1) % table.length;
    }
    table[slot] = statement;
  }
}
