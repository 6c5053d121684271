package com.acme.compare;

import java.util.ArrayList;
import java.util.List;

/** One line of a compare's result, with what is below it. */
final class DiffNode {
  enum Change {
    NONE,
    ADDED,
    REMOVED,
    CHANGED
  }

  private final String path;
  private final Change change;
  private final long leftDigest;
  private final long rightDigest;
  private final List<DiffNode> children = new ArrayList<>();

  DiffNode(String path, Change change, long leftDigest, long rightDigest) {
    this.path = path;
    this.change = change;
    this.leftDigest = leftDigest;
    this.rightDigest = rightDigest;
  }

  void add(DiffNode child) {
    children.add(child);
  }

  int changes() {
    int below = children.stream().mapToInt(DiffNode::changes).sum();
    return below + (change == Change.NONE || leftDigest == rightDigest ? 0 : 1);
  }

  String path() {
    return path;
  }
}
