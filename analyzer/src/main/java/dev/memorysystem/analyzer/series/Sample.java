package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a sampled object is part of, and where that was allocated. An object allocated inside a
 * constructor belongs to the object under construction: a stack trace's arrays to the exception, a
 * map's table to the class whose field holds the map. So the type becomes that class, and the stack
 * begins where it was created.
 *
 * @param type as Java source names it
 * @param frames innermost first
 * @param ages seconds
 * @param liveBytes bytes that the samples stand for
 */
record Sample(String type, List<String> frames, List<Integer> ages, long liveBytes) {
  /** In the name of every class the platform makes for a lambda; its frames say nothing. */
  private static final String HIDDEN_CLASS = "$$Lambda";

  /** The methods of {@link java.util.Map} that compute an entry, in any map. */
  private static final Pattern COMPUTES =
      Pattern.compile("^java\\.util\\..*\\.compute(?:IfAbsent|IfPresent)?$|\\.computeIfAbsent$");

  private static final String CONSTRUCTOR = ".<init>";

  static Sample of(Site site) {
    List<String> frames = site.frames().stream().filter(f -> !f.contains(HIDDEN_CLASS)).toList();
    int first = 0;
    while (first < frames.size() && Frames.isPlatform(frames.get(first))) {
      first++;
    }
    int after = first;
    while (after < frames.size() && constructs(frames.get(after))) {
      after++;
    }
    // without a caller nobody knows where the object under construction was created
    return after == first || after == frames.size()
        ? new Sample(site.type(), List.copyOf(frames), site.ages(), site.liveBytes())
        : new Sample(
            constructed(frames.get(after - 1)),
            frames.subList(after, frames.size()),
            site.ages(),
            site.liveBytes());
  }

  private static boolean constructs(String frame) {
    return !Frames.isPlatform(frame) && Frames.method(frame).endsWith(CONSTRUCTOR);
  }

  private static String constructed(String frame) {
    String method = Frames.method(frame);
    return method.substring(0, method.length() - CONSTRUCTOR.length());
  }

  /** Whether it was allocated while an entry of a map was computed, as a cache does. */
  boolean memoised() {
    return frames.stream().map(Frames::method).anyMatch(m -> COMPUTES.matcher(m).find());
  }

  /** Births of samples that outlived two old-generation cycles, in seconds since the origin. */
  double[] births(long now, long provenBefore) {
    return ages.stream()
        .mapToDouble(age -> now - age)
        .filter(birth -> birth >= 0 && birth < provenBefore)
        .toArray();
  }
}
