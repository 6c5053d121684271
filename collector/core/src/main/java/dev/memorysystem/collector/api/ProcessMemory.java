package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.signal.LiveSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest rung 0 figures of a process, in bytes unless said; absent when not reported.
 *
 * @param at event time of the report
 * @param liveSet smallest heap use directly after a collection; the last one reported
 * @param threads live platform threads
 */
public record ProcessMemory(
    Instant at,
    @Nullable Long liveSet,
    @Nullable Long heapUsed,
    @Nullable Long heapLimit,
    @Nullable Long rss,
    @Nullable Long rssAnonymous,
    @Nullable Long containerLimit,
    @Nullable Long threads) {

  /** The figures of a report; a live set that it lacks is carried over. */
  public static ProcessMemory of(LiveSet report, @Nullable ProcessMemory before) {
    Long floor = report.floor();
    return new ProcessMemory(
        report.at(),
        floor != null || before == null ? floor : before.liveSet(),
        report.heapUsed(),
        report.heapLimit(),
        report.rss(),
        report.rssAnonymous(),
        report.containerLimit(),
        report.threads());
  }
}
