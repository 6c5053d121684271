package dev.memorysystem.agent.walk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers found so far, with their sizes from walk to walk. Bounded. */
final class Census implements Discovery.Found {
  /** Containers, some 200 bytes each; chosen. */
  private static final int MAX = 4_096;

  /** Containers of one path that are watched. */
  private static final int EACH = 4;

  /** Elements that a container has at least that shares its path with others. */
  private static final int MIN_SHARED = 16;

  /** docs/signals.yaml, memory.containers. */
  private static final int MAX_REPORTED = 64;

  /** Elements below which a container that does not grow is not worth a word. */
  private static final int MIN_REPORTED = 16;

  private static final Comparator<Tracked> MOST =
      Comparator.comparingLong((Tracked tracked) -> Math.max(0, tracked.growth()))
          .thenComparingLong(Tracked::size)
          .reversed();

  private final Map<Path, List<Tracked>> byPath = new HashMap<>();

  /** Those within linked structures, by their paths without the steps within these. */
  private final Map<Path, List<Tracked>> byShortPath = new HashMap<>();

  private final Map<Long, Tracked> byIdentity = new HashMap<>();
  private PathTree paths = new PathTree();
  private int tracked;
  private long walk;
  private long now;

  /**
   * A walk begins.
   *
   * @param processSeconds age of the process
   */
  void begin(PathTree newPaths, long processSeconds) {
    paths = newPaths;
    now = processSeconds;
    walk++;
  }

  @Override
  public void container(
      Object owner, Layout type, int pathIndex, Size reader, long size, Contents contents) {
    long identity = identity(owner, type);
    Tracked known = identity == 0 ? null : byIdentity.get(identity);
    if (known != null && known.is(owner)) {
      known.measured(size, walk, now);
      known.describe(contents);
      return;
    }
    Path path = paths.path(pathIndex);
    boolean shared = path.isShared();
    if (shared && size < MIN_SHARED) {
      return;
    }
    List<Tracked> same = byPath.computeIfAbsent(path, key -> new ArrayList<>(1));
    if (!shared && !same.isEmpty()) {
      known = same.get(0);
      if (!known.is(owner)) {
        known.replace(owner, identity, type, reader);
      }
    } else if (same.stream().anyMatch(each -> each.is(owner))) {
      // one that is locked now, and so without identity: measured with all others at the end
      return;
    } else if (tracked < MAX && hasRoom(same, size)) {
      known = new Tracked(path, owner, identity, type, reader, size, walk, now);
      same.add(known);
      tracked++;
    } else {
      return;
    }
    if (identity != 0) {
      byIdentity.put(identity, known);
    }
    known.measured(size, walk, now);
    known.describe(contents);
  }

  /** Of many with one path, those stay that have grown, and the largest. */
  private boolean hasRoom(List<Tracked> same, long size) {
    if (same.size() < EACH) {
      return true;
    }
    Tracked least = Collections.max(same, MOST);
    if (least.growth() > 0 || least.size() >= size) {
      return false;
    }
    same.remove(least);
    byIdentity.remove(least.identity());
    tracked--;
    return true;
  }

  /** A walk has ended: measures those that it did not come by, forgets those that are gone. */
  void end() {
    List<Tracked> all = all();
    all.removeIf(Tracked::isGone);
    for (Tracked each : all) {
      each.measure(walk, now);
    }
    if (all.size() >= MAX) {
      all.sort(MOST);
      all = all.subList(0, MAX / 2);
    }
    byPath.clear();
    byShortPath.clear();
    byIdentity.clear();
    for (Tracked each : all) {
      byPath.computeIfAbsent(each.path(), key -> new ArrayList<>(1)).add(each);
      Path shortened = each.path().withoutLinks();
      if (shortened != each.path()) {
        byShortPath.computeIfAbsent(shortened, key -> new ArrayList<>(1)).add(each);
      }
      if (each.identity() != 0) {
        byIdentity.put(each.identity(), each);
      }
    }
    tracked = all.size();
  }

  /** Whether any container has grown since the walk before. */
  boolean grew() {
    return all().stream().anyMatch(Tracked::isGrowing);
  }

  int tracked() {
    return tracked;
  }

  /** Those that grew most, then the largest; of those with one path the one that grew most. */
  List<Container> report() {
    List<Tracked> best = new ArrayList<>();
    for (List<Tracked> same : byPath.values()) {
      same.stream().min(MOST).ifPresent(best::add);
    }
    best.sort(MOST);
    List<Container> report = new ArrayList<>();
    for (Tracked each : best) {
      if (report.size() < MAX_REPORTED && each.isTelling(MIN_REPORTED)) {
        report.add(each.snapshot());
      }
    }
    return report;
  }

  /**
   * The container on a path that keeps what is at its end, if one is known: the nearest, or one
   * around it that grows more.
   */
  Optional<Container> on(Path path) {
    return trackedOn(path).map(Tracked::snapshot);
  }

  /** Elements by which that container has grown. */
  long growthOn(Path path) {
    return trackedOn(path).map(Tracked::growth).orElse(0L);
  }

  private Optional<Tracked> trackedOn(Path path) {
    Optional<Tracked> keeper = trackedAt(path).filter(Tracked::isLinked);
    for (int steps = path.all().length - 1; steps > 0; steps--) {
      Optional<Tracked> around = trackedAt(path.first(steps));
      if (around.isPresent() && (!keeper.isPresent() || keepsMore(around.get(), keeper.get()))) {
        keeper = around;
      }
    }
    return keeper;
  }

  private Optional<Tracked> trackedAt(Path path) {
    List<Tracked> same = new ArrayList<>(byPath.getOrDefault(path, Collections.emptyList()));
    same.addAll(byShortPath.getOrDefault(path, Collections.emptyList()));
    return same.stream().min(MOST);
  }

  /**
   * Whether a container keeps what another within it has: each of its elements may have such a one,
   * which is as large from the first day. One that has filled, as a cache has, does not keep what
   * grows within it.
   */
  private static boolean keepsMore(Tracked around, Tracked within) {
    return around.growth() > Math.max(0, within.growth())
        && (within.growth() <= 0 || around.isGrowing());
  }

  private List<Tracked> all() {
    List<Tracked> all = new ArrayList<>(tracked);
    byPath.values().forEach(all::addAll);
    return all;
  }

  private static long identity(Object owner, Layout type) {
    int identity = Raw.identity(owner);
    return identity == 0 ? 0 : (long) type.id << 32 | identity & 0xffffffffL;
  }
}
