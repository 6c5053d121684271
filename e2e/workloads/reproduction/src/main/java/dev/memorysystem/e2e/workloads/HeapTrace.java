package dev.memorysystem.e2e.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What the heap did in windows of equal length, as rows of comma-separated values. */
final class HeapTrace {
  static final String HEADER = "seconds,min_used_after_gc,old_cycles,heap_max,rss_anon";

  /** What the unified log says when an old-generation collection is complete. */
  private static final Pattern OLD_CYCLE =
      Pattern.compile(
          "^\\[([0-9.]+)s\\].*(Concurrent Mark Cycle [0-9.]+ms|Pause Full .*[0-9.]+ms"
              + "|Major Collection .*[0-9.]+s|Concurrent Mark .*[0-9.]+ms)");

  private record Use(double second, long bytes) {}

  private HeapTrace() {}

  /**
   * Puts the windows together.
   *
   * @param recording a flight recording with {@code jdk.GCHeapSummary} events
   * @param gcLog the JVM's {@code -Xlog:gc} output with uptime
   * @param start the JVM's start, second 0 of the rows
   * @param anonymousBytes resident anonymous bytes at the end of every window
   */
  static List<String> read(
      Path recording, Path gcLog, Instant start, int windowSeconds, List<Long> anonymousBytes)
      throws IOException {
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    List<Use> uses = new ArrayList<>();
    for (RecordedEvent event : events) {
      if (event.getEventType().getName().equals("jdk.GCHeapSummary")
          && event.getString("when").equals("After GC")) {
        double second = Duration.between(start, event.getStartTime()).toMillis() / 1000.0;
        uses.add(new Use(second, event.getLong("heapUsed")));
      }
    }
    long heapMax =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jdk.GCHeapConfiguration"))
            .mapToLong(event -> event.getLong("maxSize"))
            .max()
            .orElseThrow(() -> new IOException("no jdk.GCHeapConfiguration in " + recording));
    List<Double> cycles = oldCycles(gcLog);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < anonymousBytes.size(); i++) {
      int from = i * windowSeconds;
      int to = from + windowSeconds;
      OptionalLong floor =
          uses.stream()
              .filter(use -> use.second() >= from && use.second() < to)
              .mapToLong(Use::bytes)
              .min();
      rows.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%d,%d",
              to,
              floor.isPresent() ? Long.toString(floor.getAsLong()) : "",
              cycles.stream().filter(second -> second < to).count(),
              heapMax,
              anonymousBytes.get(i)));
    }
    return rows;
  }

  private static List<Double> oldCycles(Path gcLog) throws IOException {
    return Files.readAllLines(gcLog).stream()
        .map(OLD_CYCLE::matcher)
        .filter(Matcher::find)
        .map(match -> Double.valueOf(match.group(1)))
        .toList();
  }
}
