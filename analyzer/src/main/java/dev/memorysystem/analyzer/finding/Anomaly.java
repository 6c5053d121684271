package dev.memorysystem.analyzer.finding;

import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something unusual in the live set or in allocation that is no leak. It opens, confirms and
 * resolves no finding. Workload, kind and beginning identify it.
 *
 * @param since when it began
 * @param until when it was over; absent while it goes on
 * @param process that showed it first
 * @param usual level before; absent when unknown
 * @param level since; of what comes and goes the highest, within a fifth
 * @param unit of both, UCUM: {@code By}, {@code By/s}, or {@code 1} for a share
 * @param reason for a person, with numbers
 */
public record Anomaly(
    AnomalyKind kind,
    Workload workload,
    Instant since,
    @Nullable Instant until,
    ProcessRef process,
    @Nullable Double usual,
    double level,
    String unit,
    String reason) {
  /** As forecasts are: rewritten when they move by over a fifth. */
  private static final double HIGHER = 1.2;

  /** Whether it goes on. */
  public boolean goesOn() {
    return until == null;
  }

  /** The same, over. */
  public Anomaly over(Instant at, String why) {
    return new Anomaly(kind, workload, since, at, process, usual, level, unit, reason + " " + why);
  }

  /** The same, seen to reach a level: told anew when it is higher by a fifth. */
  public Anomaly reaching(double now) {
    return now <= HIGHER * level
        ? this
        : new Anomaly(kind, workload, since, until, process, usual, now, unit, reason);
  }
}
