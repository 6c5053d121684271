package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds a snapshot of survivors into what is remembered of it: stacks joined by their application
 * frame, births of the samples that outlived two old-generation cycles.
 */
final class SurvivorSites {
  /** Groups remembered. */
  private static final int MOST_SITES = 6;

  /** Frames remembered of a group's stack. */
  private static final int MOST_FRAMES = 12;

  /** Frames kept below the application's own, outwards. */
  private static final int CALLERS = 2;

  /** An application's type stands for a group when it has at least this share of its samples. */
  private static final double OWN_TYPE_SHARE = 0.05;

  private SurvivorSites() {}

  static Snapshot read(Survivors signal, long now, @Nullable Long provenBefore) {
    if (provenBefore == null) {
      return new Snapshot(signal.at(), null, 0, List.of());
    }
    Map<String, List<Site>> groups = new LinkedHashMap<>();
    String application = Frames.applicationPackage(signal.sites());
    for (Site site : signal.sites()) {
      groups.computeIfAbsent(groupOf(site, application), k -> new ArrayList<>()).add(site);
    }
    int all = signal.sites().stream().mapToInt(s -> births(s, now, provenBefore).length).sum();
    List<SiteSurvivors> read =
        groups.values().stream()
            .flatMap(g -> read(g, application, now, provenBefore, all).stream())
            .sorted(Comparator.comparingInt(SiteSurvivors::samples).reversed())
            .limit(MOST_SITES)
            .toList();
    return new Snapshot(signal.at(), provenBefore, all, read);
  }

  private static String groupOf(Site site, @Nullable String application) {
    String frame = Frames.applicationFrame(site.frames(), application);
    if (frame != null) {
      return Frames.normalised(frame);
    }
    return site.type()
        + " "
        + (site.frames().isEmpty() ? "" : Frames.normalised(site.frames().getFirst()));
  }

  private static Optional<SiteSurvivors> read(
      List<Site> group, @Nullable String application, long now, long provenBefore, int all) {
    double[] births =
        group.stream()
            .flatMapToDouble(s -> java.util.Arrays.stream(births(s, now, provenBefore)))
            .sorted()
            .toArray();
    if (births.length == 0) {
      return Optional.empty();
    }
    Site shown = standsFor(group, now, provenBefore);
    String frame = Frames.applicationFrame(shown.frames(), application);
    return Optional.of(
        new SiteSurvivors(
            shown.type(),
            frames(shown, frame),
            frame,
            births.length,
            (double) births.length / all,
            group.stream().mapToLong(Site::liveBytes).sum(),
            (long) births[0],
            now - (long) births[0],
            // the oldest sample marks the beginning, so only the others can be spread after it
            Spread.over(
                births[0], provenBefore, java.util.Arrays.copyOfRange(births, 1, births.length)),
            sum(group, Site::births),
            sum(group, Site::deaths)));
  }

  /** Births of samples that outlived two old-generation cycles, in seconds since the origin. */
  private static double[] births(Site site, long now, long provenBefore) {
    return site.ages().stream()
        .mapToDouble(age -> now - age)
        .filter(birth -> birth >= 0 && birth < provenBefore)
        .toArray();
  }

  /** The type with the most samples, one of the application's or a library's own preferred. */
  private static Site standsFor(List<Site> group, long now, long provenBefore) {
    var bySamples =
        Comparator.<Site>comparingInt(s -> births(s, now, provenBefore).length)
            .thenComparingLong(Site::liveBytes);
    int total = group.stream().mapToInt(s -> births(s, now, provenBefore).length).sum();
    return group.stream()
        .filter(s -> !Frames.isPlatformType(s.type()))
        .max(bySamples)
        .filter(s -> births(s, now, provenBefore).length >= OWN_TYPE_SHARE * total)
        .orElseGet(() -> group.stream().max(bySamples).orElseThrow());
  }

  private static List<String> frames(Site site, @Nullable String applicationFrame) {
    List<String> frames = site.frames();
    int own = applicationFrame == null ? 0 : frames.indexOf(applicationFrame);
    int end = Math.min(frames.size(), own + 1 + CALLERS);
    return frames.subList(Math.max(0, Math.min(end - MOST_FRAMES, own)), end);
  }

  private static @Nullable Long sum(
      List<Site> group, java.util.function.Function<Site, @Nullable Long> field) {
    long sum = 0;
    for (Site site : group) {
      Long value = field.apply(site);
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return sum;
  }
}
