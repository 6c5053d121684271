package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is judged, in words and in its unit. */
public enum Subject {
  HEAP("the live set", "old-generation floors", null),
  THREADS("the number of threads", "levels", "threads"),
  METASPACE("class metadata", "levels", null),
  DIRECT("direct buffer memory", "levels", null),
  MAPPED("the number of mapped buffers", "levels", "mapped buffers"),
  NATIVE("memory that the runtime does not account for", "levels", null);

  /**
   * No Linux has more threads, few let a process have more mappings, and no heap is smaller:
   * PID_MAX_LIMIT of 64-bit kernels.
   */
  private static final long MOST_THINGS = 4_194_304;

  private static final int HOURS_PER_DAY = 24;

  private final String noun;
  private final String points;
  private final @Nullable String things;

  /**
   * @param things what is counted, in the plural; null of bytes
   */
  Subject(String noun, String points, @Nullable String things) {
    this.noun = noun;
    this.points = points;
    this.things = things;
  }

  public static Subject of(LeakKind kind) {
    return switch (kind) {
      case HEAP -> HEAP;
      case THREAD -> THREADS;
      case METASPACE -> METASPACE;
      case DIRECT_BUFFER -> DIRECT;
      case MAPPED_BUFFER -> MAPPED;
      case NATIVE -> NATIVE;
      case ALLOCATOR_RETENTION, PAGE_CACHE ->
          throw new IllegalArgumentException("never judged: " + kind);
    };
  }

  /** In the middle of a sentence. */
  public String noun() {
    return noun;
  }

  /** At its beginning. */
  public String start() {
    return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
  }

  /** What the points of its series are called. */
  public String points() {
    return points;
  }

  /** Whether it is a number of things, not of bytes. */
  public boolean isCounted() {
    return things != null;
  }

  public String amount(double value) {
    return things == null ? Words.bytes(value) : Math.round(value) + " " + things;
  }

  /** A limit that it meets, which is memory where things meet that of what they hold. */
  public String limit(long value) {
    return isCounted() && value > MOST_THINGS ? Words.bytes(value) : amount(value);
  }

  public String rate(double perHour) {
    if (things == null) {
      return Words.rate(perHour);
    }
    return Math.abs(perHour) < 1
        ? amount(HOURS_PER_DAY * perHour) + "/day"
        : amount(perHour) + "/h";
  }
}
