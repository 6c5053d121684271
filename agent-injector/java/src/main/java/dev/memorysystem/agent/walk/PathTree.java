package dev.memorysystem.agent.walk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The paths of one walk, each node a step after its parent. */
final class PathTree {
  static final int NONE = -1;

  private static final int FIRST = 1 << 10;

  private int[] parents = new int[FIRST];
  private int[] contexts = new int[FIRST];
  private byte[] depths = new byte[FIRST];
  private @Nullable Step[] steps = new Step[FIRST];
  private Root[] roots = new Root[FIRST];
  private int size;

  /** A path of one step, if any. */
  int root(Root root, Step step) {
    return add(NONE, root, step, 0, 1);
  }

  int child(int parent, Step step) {
    return add(
        parent,
        roots[parent],
        step,
        contexts[parent],
        Math.min(Byte.MAX_VALUE, depths[parent] + 1));
  }

  private int add(int parent, Root root, Step step, int parentContext, int depth) {
    if (size == parents.length) {
      int length = size * 2;
      parents = Arrays.copyOf(parents, length);
      contexts = Arrays.copyOf(contexts, length);
      depths = Arrays.copyOf(depths, length);
      steps = Arrays.copyOf(steps, length);
      roots = Arrays.copyOf(roots, length);
    }
    parents[size] = parent;
    roots[size] = root;
    steps[size] = step;
    depths[size] = (byte) depth;
    contexts[size] = context(parentContext, step);
    return size++;
  }

  private static int context(int parentContext, Step step) {
    int own = step.hash();
    return step.isOfJdk() ? parentContext * 31 + own : own;
  }

  /** The context that a child would have. */
  int childContext(int parent, Step step) {
    return context(contexts[parent], step);
  }

  /**
   * Equal for paths that end alike: with the same field of the application and the same steps
   * through the JDK's classes after it.
   */
  int context(int node) {
    return contexts[node];
  }

  /** The last one. */
  @Nullable Step step(int node) {
    return steps[node];
  }

  /** Whether it ends within a linked structure. */
  boolean isLink(int node) {
    Step step = steps[node];
    return step != null && step.isLink();
  }

  int depth(int node) {
    return depths[node];
  }

  int size() {
    return size;
  }

  Path path(int node) {
    Step[] path = new Step[length(node)];
    int at = node;
    for (int i = path.length - 1; i >= 0; i--) {
      Step step = steps[at];
      path[i] = step == null ? Step.ELEMENT : step;
      at = parents[at];
    }
    return new Path(roots[node], path);
  }

  private int length(int node) {
    int length = 0;
    for (int at = node; at != NONE; at = parents[at]) {
      length++;
    }
    return length;
  }
}
