package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The finding a workload has, as it was last told, and what its next state depends on.
 *
 * @param toldAt event time at which it was last told
 * @param suspectedAfter seconds a process had been watched when it was suspected
 * @param confirmedAfter seconds a process had been watched when it was confirmed; 0 before
 * @param held looks in a row that said leak with this culprit
 * @param missed looks in a row that said no leak
 * @param leakingAt event time of the last look that said leak
 * @param sites of the leak that are known, the one first told first
 * @param shownAt event time of the last look at which its own site stood for it; absent before
 * @param absentSince event time since when no process of the workload runs; absent while one does
 */
public record Tracked(
    Finding finding,
    Instant toldAt,
    long suspectedAfter,
    long confirmedAfter,
    int held,
    int missed,
    Instant leakingAt,
    List<String> sites,
    @Nullable Instant shownAt,
    @Nullable Instant absentSince) {
  public Tracked {
    String site = Identity.site(finding);
    sites = sites.isEmpty() && !site.isEmpty() ? List.of(site) : List.copyOf(sites);
  }

  boolean is(FindingState state) {
    return finding.state() == state;
  }

  /** Seconds a process had been watched when it got into its state. */
  long found() {
    return is(FindingState.CONFIRMED) ? confirmedAfter : suspectedAfter;
  }

  Tracked missedOnce() {
    return counted(0, missed + 1, leakingAt);
  }

  Tracked heldOnce(Instant at) {
    return counted(held + 1, 0, at);
  }

  /** It showed, in a look that does not count: another process was judged. */
  Tracked leaking(Instant at) {
    return counted(held, 0, at);
  }

  Tracked notHeld() {
    return held == 0 ? this : counted(0, missed, leakingAt);
  }

  private Tracked counted(int newHeld, int newMissed, Instant leaking) {
    return new Tracked(
        finding,
        toldAt,
        suspectedAfter,
        confirmedAfter,
        newHeld,
        newMissed,
        leaking,
        sites,
        shownAt,
        absentSince);
  }

  /**
   * With what a look told of its sites.
   *
   * @param shown when its own site stood for it last
   */
  Tracked of(List<String> known, @Nullable Instant shown) {
    return new Tracked(
        finding,
        toldAt,
        suspectedAfter,
        confirmedAfter,
        held,
        missed,
        leakingAt,
        known,
        shown,
        absentSince);
  }

  /** Seconds since its own site stood for it. */
  long unshown(Instant at) {
    return Duration.between(Objects.requireNonNullElse(shownAt, leakingAt), at).toSeconds();
  }

  Tracked told(Finding newer, Instant at) {
    return new Tracked(
        newer,
        at,
        suspectedAfter,
        confirmedAfter,
        held,
        missed,
        leakingAt,
        sites,
        shownAt,
        absentSince);
  }

  /** The same state of affairs, the finding in other words. */
  public Tracked with(Finding newer) {
    return told(newer, toldAt);
  }

  Tracked confirmedAfter(long seconds) {
    return new Tracked(
        finding,
        toldAt,
        suspectedAfter,
        seconds,
        held,
        missed,
        leakingAt,
        sites,
        shownAt,
        absentSince);
  }

  /** The same, now that a process was heard. */
  public Tracked present() {
    return absentSince == null ? this : absentSince(null);
  }

  Tracked absentSince(@Nullable Instant since) {
    return new Tracked(
        finding,
        toldAt,
        suspectedAfter,
        confirmedAfter,
        held,
        missed,
        leakingAt,
        sites,
        shownAt,
        since);
  }
}
