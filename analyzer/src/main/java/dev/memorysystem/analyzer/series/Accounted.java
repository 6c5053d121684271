package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Areas;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime itself accounts for of its native memory, by the categories of HotSpot's Native
 * Memory Tracking: at the beginning of a series, and now.
 *
 * @param since second of the beginning
 * @param categories those that grew most, which nothing else of the process follows
 */
public record Accounted(long since, List<Category> categories) {
  /** Categories kept. */
  private static final int MOST = 4;

  /** Characters kept of a name. */
  private static final int LONGEST_NAME = 40;

  private static final String CODE = "Code";

  /**
   * Memory by Unsafe.allocateMemory, direct buffers among it, from JDK 11 on; before in another.
   */
  private static final String OTHER = "Other";

  private static final String INTERNAL = "Internal";

  /**
   * What others follow: the heap, class metadata and code by their pools, the collector's tables by
   * the heap, stacks by the threads.
   */
  private static final Set<String> OF_THE_COLLECTOR = Set.of("GC", "GCCardSet");

  private static final Set<String> OF_THREADS = Set.of("Thread", "Thread Stack");

  private static final Set<String> TRACKING = Set.of("Native Memory Tracking");

  private static final Set<String> OF_POOLS =
      Set.of("Java Heap", "Class", "Metaspace", "Shared class space", CODE);

  public Accounted {
    categories = List.copyOf(categories);
  }

  /**
   * @param first bytes at the beginning
   * @param last bytes now
   */
  public record Category(String name, long first, long last) {
    public long grown() {
      return last - first;
    }
  }

  /** What the runtime has taken for code: of its code alone, without what it keeps about it. */
  static @Nullable Long code(Areas areas) {
    Map<String, Long> accounted = areas.accounted();
    Long tracked = accounted == null ? null : accounted.get(CODE);
    return tracked == null ? areas.codeCommitted() : tracked;
  }

  /** Bytes that follow the heap or the threads, or tracking itself takes; 0 when not tracked. */
  static long followed(Areas areas) {
    Map<String, Long> accounted = areas.accounted();
    return accounted == null
        ? 0
        : Stream.of(OF_THE_COLLECTOR, OF_THREADS, TRACKING)
            .flatMap(Set::stream)
            .mapToLong(name -> Math.max(0, accounted.getOrDefault(name, 0L)))
            .sum();
  }

  /** The categories left, direct buffers taken out; null when not tracked. */
  static @Nullable Map<String, Long> left(Areas areas, long direct) {
    Map<String, Long> accounted = areas.accounted();
    if (accounted == null) {
      return null;
    }
    Map<String, Long> left = new HashMap<>();
    accounted.forEach(
        (name, bytes) -> {
          if (bytes >= 0 && !isFollowed(name)) {
            left.put(name.substring(0, Math.min(LONGEST_NAME, name.length())), bytes);
          }
        });
    left.computeIfPresent(
        left.containsKey(OTHER) ? OTHER : INTERNAL, (name, bytes) -> Math.max(0, bytes - direct));
    return left;
  }

  private static boolean isFollowed(String name) {
    return Stream.of(OF_THE_COLLECTOR, OF_THREADS, TRACKING, OF_POOLS)
        .anyMatch(names -> names.contains(name));
  }

  static Accounted of(Map<String, Long> left, long second) {
    return new Accounted(second, List.of()).with(left);
  }

  /** With what is accounted for now. */
  Accounted with(Map<String, Long> left) {
    Map<String, Long> first = new HashMap<>();
    categories.forEach(known -> first.put(known.name(), known.first()));
    return new Accounted(
        since,
        left.entrySet().stream()
            .map(
                now ->
                    new Category(
                        now.getKey(),
                        first.getOrDefault(now.getKey(), now.getValue()),
                        now.getValue()))
            .sorted(
                Comparator.comparingLong(Category::grown)
                    .thenComparingLong(Category::last)
                    .reversed()
                    .thenComparing(Category::name))
            .limit(MOST)
            .toList());
  }

  /** Continued by what was heard elsewhere. */
  static @Nullable Accounted then(@Nullable Accounted earlier, @Nullable Accounted later) {
    if (earlier == null || later == null) {
      return earlier == null ? later : earlier;
    }
    Map<String, Long> left = new HashMap<>();
    later.categories.forEach(category -> left.put(category.name(), category.last()));
    return earlier.with(left);
  }
}
