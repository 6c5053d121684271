package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
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
 * @param births samples taken here; absent when the sampler cannot know
 * @param deaths samples found dead; absent when the sampler cannot know
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
    @Nullable Long births,
    @Nullable Long deaths) {
  public SiteSurvivors {
    frames = List.copyOf(frames);
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
        births,
        deaths);
  }
}
