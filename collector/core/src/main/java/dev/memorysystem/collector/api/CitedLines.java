package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Cited;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is told beside a finding short: it is in the status of a profile, too. */
final class CitedLines {
  /** Chosen: a person reads so many. */
  private static final int MOST = 5;

  /** Characters; chosen: two names of classes as long as they get. */
  private static final int LONGEST = 240;

  /** Seconds that a look back goes at most: what agents say may be nonsense. Chosen: ten years. */
  private static final double FURTHEST = 3.2e8;

  private CitedLines() {}

  /** So many seconds before; absent when that is not known, or no time. */
  static @Nullable Instant before(Instant at, @Nullable Double seconds) {
    return seconds == null || !(seconds > 0 && seconds < FURTHEST)
        ? null
        : at.minusMillis(Math.round(1e3 * seconds));
  }

  /**
   * @param lines what matters most first
   * @return absent where there is nothing to say
   */
  static @Nullable Cited of(
      String process,
      @Nullable String pod,
      @Nullable Instant since,
      Instant at,
      List<String> lines) {
    return lines.isEmpty()
        ? null
        : new Cited(
            process,
            pod,
            since,
            at,
            lines.stream().limit(MOST).map(CitedLines::shortened).toList());
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
