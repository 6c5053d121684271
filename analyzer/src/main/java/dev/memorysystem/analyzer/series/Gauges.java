package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the resources beside the heap out of a live-set record. */
final class Gauges {
  static final List<LeakKind> KINDS =
      List.of(
          LeakKind.THREAD,
          LeakKind.METASPACE,
          LeakKind.DIRECT_BUFFER,
          LeakKind.MAPPED_BUFFER,
          LeakKind.NATIVE);

  /** Mapped buffers from which they are followed: most programs map a few files or none. Chosen. */
  private static final long FOLLOWED_MAPPED = 64;

  private Gauges() {}

  /**
   * @param level bytes, or a number of things
   * @param doubt by how much the level may be too low
   * @param taken what its limit bounds, where that is not the level
   * @param accounted bytes of the level that the runtime accounts for, by category; absent where it
   *     does not
   */
  record Reading(
      long level,
      @Nullable Long limit,
      @Nullable Long container,
      @Nullable Long beside,
      long doubt,
      @Nullable Long taken,
      @Nullable Map<String, Long> accounted) {
    Reading(
        long level,
        @Nullable Long limit,
        @Nullable Long container,
        @Nullable Long beside,
        long doubt,
        @Nullable Long taken) {
      this(level, limit, container, beside, doubt, taken, null);
    }

    private Reading accounted(@Nullable Map<String, Long> categories) {
      return new Reading(level, limit, container, beside, doubt, taken, categories);
    }
  }

  static List<Gauge> next(List<Gauge> before, LiveSet signal, long second, boolean cycled) {
    List<Gauge> next = new ArrayList<>();
    for (LeakKind kind : KINDS) {
      Gauge known = before.stream().filter(g -> g.kind() == kind).findFirst().orElse(null);
      Reading reading = read(kind, signal);
      if (reading != null && (known != null || isFollowed(kind, reading.level()))) {
        next.add((known == null ? Gauge.of(kind) : known).with(reading, second, cycled));
      } else if (known != null) {
        next.add(known);
      }
    }
    return next;
  }

  private static boolean isFollowed(LeakKind kind, long level) {
    return kind != LeakKind.MAPPED_BUFFER || level >= FOLLOWED_MAPPED;
  }

  /** Whether garbage keeps it until an old-generation cycle has run, by a cleaner or a loader. */
  static boolean heldByGarbage(LeakKind kind) {
    return kind != LeakKind.THREAD;
  }

  /** A fall by less is no fall: a few threads of a pool, a buffer, the files of a part. Chosen. */
  static long noise(LeakKind kind) {
    return switch (kind) {
      case THREAD -> 8;
      case MAPPED_BUFFER -> 64;
      default -> 4L << 20;
    };
  }

  static String limitName(LeakKind kind) {
    return switch (kind) {
      case THREAD -> "limit of threads";
      case METASPACE -> "metaspace limit";
      case DIRECT_BUFFER -> "direct memory limit";
      case MAPPED_BUFFER -> "limit of mappings";
      default -> "limit";
    };
  }

  private static @Nullable Reading read(LeakKind kind, LiveSet signal) {
    Areas areas = signal.areas();
    return switch (kind) {
      case THREAD -> counted(positive(signal.threads()), areas.threadLimit());
      case METASPACE ->
          memory(
              areas.metaspaceUsed(),
              positive(areas.metaspaceLimit()),
              signal,
              0,
              positive(areas.metaspaceCommitted()));
      case DIRECT_BUFFER ->
          memory(
              signal.directUsed(),
              positive(areas.directLimit() == null ? signal.heapLimit() : areas.directLimit()),
              signal,
              0,
              null);
      case MAPPED_BUFFER -> counted(areas.mappedBuffers(), areas.mappingLimit());
      case NATIVE -> unaccounted(signal);
      default -> throw new IllegalArgumentException("not beside the heap: " + kind);
    };
  }

  /** A number of things, which takes no memory that a container's limit counts. */
  private static @Nullable Reading counted(@Nullable Long count, @Nullable Long limit) {
    return count == null || count < 0
        ? null
        : new Reading(count, positive(limit), null, null, 0, null);
  }

  private static @Nullable Reading memory(
      @Nullable Long level,
      @Nullable Long limit,
      LiveSet signal,
      long doubt,
      @Nullable Long taken) {
    if (level == null || level < 0) {
      return null;
    }
    Long anonymous = signal.rssAnonymous();
    Long beside = anonymous == null ? null : Long.valueOf(Math.max(0, anonymous - level));
    return new Reading(level, limit, positive(signal.containerLimit()), beside, doubt, taken);
  }

  /**
   * Anonymous memory less what the runtime has taken: too little by what it has taken and never
   * touched, of which the heap's part is no more than what it has not used. Unknown where the
   * runtime leaves out an area: classes that are loaded would look like malloc without free. Where
   * it tracks its native memory, what follows the heap and the threads is known, too.
   */
  private static @Nullable Reading unaccounted(LiveSet signal) {
    Areas areas = signal.areas();
    Long anonymous = signal.rssAnonymous();
    Long heap = areas.heapCommitted();
    Long metaspace = areas.metaspaceCommitted();
    Long code = Accounted.code(areas);
    Long direct = signal.directUsed();
    if (anonymous == null || heap == null || metaspace == null || code == null || direct == null) {
      return null;
    }
    if (Math.min(Math.min(heap, metaspace), Math.min(code, direct)) < 0) {
      return null;
    }
    long taken = heap + metaspace + code + direct + Accounted.followed(areas);
    long untouched = Math.max(0, heap - orZero(signal.heapUsed()));
    Reading reading = memory(Math.max(0, anonymous - taken), null, signal, untouched, null);
    return reading == null ? null : reading.accounted(Accounted.left(areas, direct));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : Math.max(0, value);
  }

  private static @Nullable Long positive(@Nullable Long value) {
    return value == null || value <= 0 ? null : value;
  }
}
