package com.acme.embedded;

import java.util.ArrayList;
import java.util.List;

/** Pages of a database that are in memory. */
final class PageBuffers {
  private static final int PAGE = 8 << 10;

  private final List<byte[]> pages = new ArrayList<>();

  PageBuffers(int count) {
    for (int i = 0; i < count; i++) {
      pages.add(new byte[PAGE]);
    }
  }

  /** Writes a value to each page; their number. */
  int write(long value) {
    for (byte[] page : pages) {
      page[(int) Math.floorMod(value, (long) PAGE)] = (byte) value;
    }
    return pages.size();
  }
}
