package dev.memorysystem.analyzer.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind a finding; absent when not known.
 *
 * @param observedSeconds how long the longest-observed process was watched
 * @param samples live-set samples used
 * @param oldCycles old-generation cycles completed while watched
 * @param slopeLowBytesPerHour lower end of the growth's 95 % interval
 * @param slopeHighBytesPerHour upper end
 * @param liveSetFirst live-set floor at the beginning of the growth, bytes
 * @param liveSetLast live-set floor now, bytes
 * @param survivors surviving samples at the culprit's site
 * @param oldestSurvivorSeconds age of its oldest survivor
 * @param applicationFrame first frame of the allocation site that is the application's own
 * @param steps what each rule of the chain decided and why, in order
 * @param rejected alternative explanations and why they were rejected
 */
public record Evidence(
    @Nullable Long observedSeconds,
    @Nullable Integer samples,
    @Nullable Long oldCycles,
    @Nullable Double slopeLowBytesPerHour,
    @Nullable Double slopeHighBytesPerHour,
    @Nullable Long liveSetFirst,
    @Nullable Long liveSetLast,
    @Nullable Long survivors,
    @Nullable Long oldestSurvivorSeconds,
    @Nullable String applicationFrame,
    List<String> steps,
    List<String> rejected) {
  public Evidence {
    steps = List.copyOf(steps);
    rejected = List.copyOf(rejected);
  }

  /** The same, with the application's own frame. */
  public Evidence at(@Nullable String frame) {
    return new Evidence(
        observedSeconds,
        samples,
        oldCycles,
        slopeLowBytesPerHour,
        slopeHighBytesPerHour,
        liveSetFirst,
        liveSetLast,
        survivors,
        oldestSurvivorSeconds,
        frame,
        steps,
        rejected);
  }
}
