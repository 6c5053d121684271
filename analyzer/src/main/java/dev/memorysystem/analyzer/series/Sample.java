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
  /** Characters of a frame or a type that are kept. */
  private static final int LONGEST_NAME = 250;

  /** In the name of every class the platform makes for a lambda; its frames say nothing. */
  private static final String HIDDEN_CLASS = "$$Lambda";

  /** The methods of {@link java.util.Map} that compute an entry, in any map. */
  private static final Pattern COMPUTES =
      Pattern.compile("^java\\.util\\..*\\.compute(?:IfAbsent|IfPresent)?$|\\.computeIfAbsent$");

  private static final String CONSTRUCTOR = ".<init>";

  static Sample of(Site site) {
    List<String> frames =
        site.frames().stream()
            .filter(f -> !f.contains(HIDDEN_CLASS))
            .map(Sample::shortened)
            .toList();
    int first = 0;
    while (first < frames.size() && Frames.isPlatform(frames.get(first))) {
      first++;
    }
    int after = first;
    while (after < frames.size() && constructs(frames.get(after))) {
      after++;
    }
    // without a caller nobody knows where the object under construction was created
    boolean part = after > first && after < frames.size();
    return new Sample(
        part ? constructed(frames.get(after - 1)) : shortened(site.type()),
        part ? frames.subList(after, frames.size()) : frames,
        site.ages(),
        site.liveBytes());
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
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
