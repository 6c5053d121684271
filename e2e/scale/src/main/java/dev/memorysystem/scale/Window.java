package dev.memorysystem.scale;

import dev.memorysystem.accuracy.compare.Track;
import dev.memorysystem.analyzer.signal.LiveSet;
import java.util.Arrays;

/** The last hour of a container's anonymous memory, as a rule from outside would read it. */
final class Window {
  /** An hour of reports. */
  static final int POINTS = 240;

  private final double[] bytes = new double[POINTS];
  private long seen;

  /** The window after one more report: as long as that has been watched, at most an hour. */
  Track with(LiveSet report) {
    Long anonymous = report.rssAnonymous();
    if (seen == 0) {
      Arrays.fill(bytes, anonymous == null ? 0 : anonymous);
    }
    System.arraycopy(bytes, 1, bytes, 0, POINTS - 1);
    bytes[POINTS - 1] = anonymous == null ? 0 : anonymous;
    seen++;
    double[] times = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      times[i] = (double) i * Service.INTERVAL;
    }
    Long limit = report.containerLimit();
    return new Track(times, bytes.clone(), limit == null ? 0 : limit);
  }
}
