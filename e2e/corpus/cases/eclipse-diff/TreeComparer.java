package com.acme.compare;

import com.acme.compare.DiffNode.Change;
import java.util.SplittableRandom;

/** Compares two source trees of 10 × 10 × 10 files. */
final class TreeComparer {
  private static final int WIDTH = 10;
  private static final int DEPTH = 3;

  private TreeComparer() {}

  static DiffNode compare(long left, long right) {
    return compare("/", new SplittableRandom(left * 31 + right), DEPTH);
  }

  private static DiffNode compare(String path, SplittableRandom random, int depth) {
    long leftDigest = random.nextLong();
    boolean same = random.nextInt(4) > 0;
    DiffNode node =
        new DiffNode(
            path,
            same ? Change.NONE : Change.values()[1 + random.nextInt(3)],
            leftDigest,
            same ? leftDigest : random.nextLong());
    for (int i = 0; i < WIDTH && depth > 0; i++) {
      node.add(compare(path, random, depth - 1));
    }
    return node;
  }
}
