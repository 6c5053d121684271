package dev.memorysystem.agent.walk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths by which objects of wanted classes were met, merged where they begin alike. What lies
 * within a linked structure has one path, however far down.
 */
final class Patterns {
  /** Paths; chosen: each costs a look at every element of the collections on it. */
  private static final int MAX = 256;

  /** Paths of which those are chosen. */
  private static final int MAX_MET = 4_096;

  /** A step and those that follow it. */
  static final class Node {
    final Root root;
    final @Nullable Step step;
    final List<Node> next = new ArrayList<>();

    /** Whether the objects here may be the first of many that hang together. */
    boolean linked;

    /** The path up to here, where it is one by which such an object was met. */
    @Nullable Path end;

    Node(Root root, @Nullable Step step) {
      this.root = root;
      this.step = step;
    }

    private Node after(Root after, Step following) {
      for (Node node : next) {
        if (node.root == after && node.step != null && node.step.isLike(following)) {
          return node;
        }
      }
      Node node = new Node(after, following);
      next.add(node);
      return node;
    }
  }

  private final Sites sites;
  private final Node top = new Node(Root.STATIC, null);

  /** Paths without the steps within linked structures, and where those were. */
  private final Map<Path, BitSet> met = new HashMap<>();

  /**
   * @param sites whose samples are looked for
   */
  Patterns(Sites sites) {
    this.sites = sites;
  }

  void add(Path path) {
    List<Step> kept = new ArrayList<>();
    BitSet links = new BitSet();
    for (Step step : path.all()) {
      if (step.isLink()) {
        links.set(Math.max(0, kept.size() - 1));
      } else {
        kept.add(step);
      }
    }
    Path pattern = new Path(path.root(), kept.toArray(new Step[0]));
    if (!kept.isEmpty() && (hasRoom(pattern) || met.containsKey(pattern))) {
      met.computeIfAbsent(pattern, key -> new BitSet()).or(links);
    }
  }

  /** The likeliest have as many places again. */
  private boolean hasRoom(Path pattern) {
    return met.size() < MAX_MET
        || met.size() < 2 * MAX_MET
            && (pattern.root().isHidden() || sites.stepsByAllocators(pattern) > 0);
  }

  /**
   * Keeps those that are likeliest, ready to be followed: through a class that allocates samples,
   * then through the containers that have grown most, then from stacks and native code.
   */
  void choose(Census census) {
    Map<Path, Long> growth = new HashMap<>();
    Map<Path, Long> kin = new HashMap<>();
    for (Path path : met.keySet()) {
      growth.put(path, census.growthOn(path));
      kin.put(path, sites.stepsByAllocators(path));
    }
    List<Path> paths = new ArrayList<>(met.keySet());
    paths.sort(
        Comparator.comparingLong((Path path) -> -kin.getOrDefault(path, 0L))
            .thenComparingLong(path -> -growth.getOrDefault(path, 0L))
            .thenComparing(path -> !path.root().isHidden())
            .thenComparing(path -> !path.holder().isPresent())
            .thenComparingInt(path -> path.all().length));
    for (Path path : paths.subList(0, Math.min(MAX, paths.size()))) {
      Node node = top;
      BitSet links = met.getOrDefault(path, new BitSet());
      for (int i = 0; i < path.all().length; i++) {
        node = node.after(path.root(), path.all()[i]);
        node.linked |= links.get(i);
      }
      node.end = path;
    }
  }

  /** Whether some were left out. */
  boolean areTooMany() {
    return met.size() > MAX;
  }

  /** First steps that begin so. */
  List<Node> roots(Root root, Step step) {
    List<Node> roots = new ArrayList<>();
    for (Node node : top.next) {
      if (node.root == root && node.step != null && node.step.isLike(step)) {
        roots.add(node);
      }
    }
    return roots;
  }
}
