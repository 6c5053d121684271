package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import java.time.Instant;

/**
 * The finding a workload has, as it was last told, and what its next state depends on.
 *
 * @param toldAt event time at which it was last told
 * @param suspectedAfter seconds a process had been watched when it was suspected
 * @param confirmedAfter seconds a process had been watched when it was confirmed; 0 before
 * @param held looks in a row that said leak with this culprit
 * @param missed looks in a row that said no leak
 * @param leakingAt event time of the last look that said leak
 */
public record Tracked(
    Finding finding,
    Instant toldAt,
    long suspectedAfter,
    long confirmedAfter,
    int held,
    int missed,
    Instant leakingAt) {
  boolean is(FindingState state) {
    return finding.state() == state;
  }

  /** Seconds a process had been watched when it got into its state. */
  long found() {
    return is(FindingState.CONFIRMED) ? confirmedAfter : suspectedAfter;
  }

  Tracked missedOnce() {
    return new Tracked(finding, toldAt, suspectedAfter, confirmedAfter, 0, missed + 1, leakingAt);
  }

  Tracked heldOnce(Instant at) {
    return new Tracked(finding, toldAt, suspectedAfter, confirmedAfter, held + 1, 0, at);
  }

  Tracked told(Finding newer, Instant at) {
    return new Tracked(newer, at, suspectedAfter, confirmedAfter, held, missed, leakingAt);
  }

  Tracked confirmedAfter(long seconds) {
    return new Tracked(finding, toldAt, suspectedAfter, seconds, held, missed, leakingAt);
  }
}
