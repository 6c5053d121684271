package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.util.Locale;

/** What is judged, in words and in its unit. */
public enum Subject {
  HEAP("the live set", "old-generation floors", false),
  THREADS("the number of threads", "levels", true),
  METASPACE("class metadata", "levels", false),
  DIRECT("direct buffer memory", "levels", false),
  NATIVE("memory that the runtime does not account for", "levels", false);

  /** No Linux has more, and no heap is smaller: PID_MAX_LIMIT of 64-bit kernels. */
  private static final long MOST_THREADS = 4_194_304;

  private static final int HOURS_PER_DAY = 24;

  private final String noun;
  private final String points;
  private final boolean counted;

  Subject(String noun, String points, boolean counted) {
    this.noun = noun;
    this.points = points;
    this.counted = counted;
  }

  public static Subject of(LeakKind kind) {
    return switch (kind) {
      case HEAP -> HEAP;
      case THREAD -> THREADS;
      case METASPACE -> METASPACE;
      case DIRECT_BUFFER -> DIRECT;
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

  public String amount(double value) {
    return counted ? Math.round(value) + " threads" : Words.bytes(value);
  }

  /** A limit that it meets, which is memory where threads meet that of what they hold. */
  public String limit(long value) {
    return counted && value > MOST_THREADS ? Words.bytes(value) : amount(value);
  }

  public String rate(double perHour) {
    if (!counted) {
      return Words.rate(perHour);
    }
    return Math.abs(perHour) < 1
        ? Math.round(HOURS_PER_DAY * perHour) + " threads/day"
        : Math.round(perHour) + " threads/h";
  }
}
