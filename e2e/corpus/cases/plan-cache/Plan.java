package com.acme.queries;

import java.util.ArrayList;
import java.util.List;

/** A query's plan: a tree of operators, as a parser makes it. */
record Plan(String operator, List<String> columns, List<Plan> inputs) {
  private static final int COLUMNS = 6;

  static Plan parse(String query, int depth) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add("column_" + depth + '_' + Integer.toHexString(query.hashCode() + i));
    }
    List<Plan> inputs = new ArrayList<>();
    for (int i = 0; i < 3 && depth > 0; i++) {
      inputs.add(parse(query, depth - 1));
    }
    return new Plan(depth == 0 ? "scan" : "join", columns, inputs);
  }

  int operators() {
    return 1 + inputs.stream().mapToInt(Plan::operators).sum();
  }
}
