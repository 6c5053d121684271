package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Surviving samples of all stacks that share one application frame, and how their births spread.
 *
 * @param type the type that stands for them
 * @param frames its allocation stack, innermost first, cut below the application frame
 * @param applicationFrame first frame of the application's own; absent when the stack has none
 * @param samples samples that outlived two old-generation cycles
 * @param share their share of all such samples born after warm-up, 0 to 1
 * @param liveBytes bytes that all surviving samples here stand for
 * @param oldestSecond birth of the oldest sample, in seconds since the process's origin
 * @param oldestAge its age in seconds
 * @param spread how births lie between the oldest sample and the second-last old-generation cycle
 * @param memoised whether most were allocated while an entry of a map was computed
 * @param old what became of samples that were old before
 */
public record SiteSurvivors(
    String type,
    List<String> frames,
    @Nullable String applicationFrame,
    int samples,
    double share,
    long liveBytes,
    long oldestSecond,
    long oldestAge,
    Spread spread,
    boolean memoised,
    OldSamples old) {
  public SiteSurvivors {
    frames = List.copyOf(frames);
    old = Objects.requireNonNullElse(old, OldSamples.NONE);
  }

  /**
   * What identifies it: the application's own frame without its line, else type and innermost
   * frame.
   */
  public String site() {
    return site(type, applicationFrame, frames);
  }

  /** The same of a site that was told. */
  public static String site(String type, @Nullable String applicationFrame, List<String> frames) {
    if (applicationFrame != null) {
      return Frames.normalised(applicationFrame);
    }
    String innermost = frames.isEmpty() ? "" : Frames.normalised(frames.getFirst());
    return Frames.normalised(type) + " " + innermost;
  }

  /** With what became of those that were old before. */
  SiteSurvivors following(OldSamples followed) {
    return new SiteSurvivors(
        type,
        frames,
        applicationFrame,
        samples,
        share,
        liveBytes,
        oldestSecond,
        oldestAge,
        spread,
        memoised,
        followed);
  }

  /** The same survivors under another type and stack of their site. */
  public SiteSurvivors named(@Nullable String otherType, List<String> otherFrames) {
    return new SiteSurvivors(
        otherType == null ? type : otherType,
        otherFrames,
        applicationFrame,
        samples,
        share,
        liveBytes,
        oldestSecond,
        oldestAge,
        spread,
        memoised,
        old);
  }
}
