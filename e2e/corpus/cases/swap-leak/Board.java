package com.acme.quotes;

import java.util.Arrays;

/** Quotes of a symbol; an update makes a new board and swaps it in. */
final class Board {
  private static final int LEVELS = 500;

  private Contents contents = new Contents();
  private long updates;

  void fill(long seed) {
    for (int i = 0; i < LEVELS; i++) {
      contents.prices[i] = seed * 31 + i;
    }
    updates++;
  }

  synchronized void swap(Board other) {
    Contents mine = contents;
    contents = other.contents;
    other.contents = mine;
  }

  synchronized long best() {
    return Arrays.stream(contents.prices).max().orElse(0) + contents.updates();
  }

  /** Inner on purpose: it holds the board that made it. */
  private final class Contents {
    private final long[] prices = new long[LEVELS];

    long updates() {
      return updates;
    }
  }
}
