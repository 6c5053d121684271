package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a process came to do little but collect garbage in a full heap, as its recording shows.
 * HotSpot's parallel collector ends such a process with an OutOfMemoryError ("GC overhead limit
 * exceeded": 98 % of the time, less than 2 % of the heap free); G1 lets it go on for minutes, in
 * which it serves almost nothing: its life is over.
 */
final class Overhead {
  /** Chosen, as in the cases' harness: at half of the time a service has fallen behind for good. */
  private static final double LIMIT = 0.5;

  /** Chosen; on a busy machine collections of a heap that has room may take long, too. */
  private static final double FULL = 0.9;

  private static final Duration WINDOW = Duration.ofSeconds(20);

  private Overhead() {}

  /** The end of the first such window. */
  static Optional<Instant> exceeded(List<Signal> signals) {
    List<LiveSet> told =
        signals.stream()
            .filter(LiveSet.class::isInstance)
            .map(LiveSet.class::cast)
            .filter(each -> each.gcSeconds() != null)
            .toList();
    int to = 0;
    for (LiveSet from : told) {
      Instant end = from.at().plus(WINDOW);
      while (to < told.size() && told.get(to).at().isBefore(end)) {
        to++;
      }
      if (to == told.size()) {
        return Optional.empty();
      }
      if (share(from, told.get(to)) >= LIMIT && isFull(told.get(to))) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  private static boolean isFull(LiveSet told) {
    Long used = told.floor() == null ? told.heapUsed() : told.floor();
    Long limit = told.heapLimit();
    return used != null && limit != null && used >= FULL * limit;
  }

  /** Of the time; 0 when they are of two processes. */
  private static double share(LiveSet from, LiveSet to) {
    Double before = from.gcSeconds();
    Double after = to.gcSeconds();
    return before == null || after == null || !from.process().equals(to.process())
        ? 0
        : (after - before) / (Duration.between(from.at(), to.at()).toMillis() / 1e3);
  }
}
