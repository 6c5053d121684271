package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds a snapshot of survivors into what is remembered of it: stacks joined by their application
 * frame's method, births of the samples that outlived two old-generation cycles.
 */
final class SurvivorSites {
  /** Groups remembered. */
  private static final int MOST_SITES = 5;

  /**
   * Samples from which JFR's queue of 256 (old-object-queue-size) may have no room for another. The
   * rest is chosen: the dead that are not swept yet take places too.
   */
  private static final int QUEUE = 240;

  /** Frames remembered of a group's stack. */
  private static final int MOST_FRAMES = 10;

  /**
   * Characters remembered of a group's stack, about four frames. What is left out is innermost:
   * mostly the platform's and libraries' own.
   */
  private static final int MOST_CHARACTERS = 300;

  /** Frames kept below the application's own, outwards. */
  private static final int CALLERS = 2;

  /** A type outside the platform stands for a group when it has at least this share of it. */
  private static final double OWN_TYPE_SHARE = 0.05;

  private SurvivorSites() {}

  /**
   * @param now seconds since the process's origin
   * @param provenBefore samples born before this second outlived two old-generation cycles
   * @param cycles old-generation cycles watched so far
   * @param before the snapshot before; absent for the first
   */
  static Snapshot read(
      Survivors signal,
      long now,
      @Nullable Long provenBefore,
      long cycles,
      @Nullable Snapshot before) {
    boolean loses = mayLoseSamples(signal);
    if (provenBefore == null) {
      return new Snapshot(signal.at(), null, 0, List.of(), cycles, loses);
    }
    String application = Frames.applicationPackage(signal.sites());
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Site site : signal.sites()) {
      Sample sample = Sample.of(site);
      groups
          .computeIfAbsent(key(sample, application), k -> new Group(now, provenBefore, application))
          .add(sample, site);
    }
    boolean told = before != null && cycles > before.cycles() && !loses && !before.loses();
    int all = groups.values().stream().mapToInt(Group::afterWarmUp).sum();
    List<SiteSurvivors> largest =
        groups.values().stream()
            .flatMap(g -> g.read(all, before, told).stream())
            .sorted(Comparator.comparingInt(SiteSurvivors::samples).reversed())
            .limit(MOST_SITES)
            .toList();
    return new Snapshot(signal.at(), provenBefore, all, largest, cycles, loses);
  }

  /** What became of a site's old samples. */
  private static OldSamples followed(
      SiteSurvivors site, double[] old, @Nullable Snapshot before, boolean told) {
    if (before != null && before.provenBefore() != null) {
      long second = before.provenBefore();
      for (SiteSurvivors known : before.sites()) {
        if (known.site().equals(site.site())) {
          return known.old().next(old, new OldSamples.Before(second, known.samples()), told);
        }
      }
    }
    return OldSamples.NONE.next(old, OldSamples.Before.NOTHING, false);
  }

  /**
   * Whether who is missing in the next snapshot may have given way to another: JFR keeps its
   * samples while its queue has room; another sampler says of deaths itself, or nothing is known.
   */
  private static boolean mayLoseSamples(Survivors signal) {
    return !signal.sampler().equals("jfr")
        || signal.sites().stream().mapToLong(Site::liveCount).sum() >= QUEUE;
  }

  private static String key(Sample sample, @Nullable String application) {
    String frame = Frames.applicationFrame(sample.frames(), application);
    if (frame != null) {
      return Frames.normalised(frame);
    }
    String innermost = sample.frames().isEmpty() ? "" : sample.frames().getFirst();
    return sample.type() + " " + Frames.normalised(innermost);
  }

  /** Samples whose stacks share one application frame. */
  private static final class Group {
    private final long now;
    private final long provenBefore;
    private final @Nullable String application;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();

    Group(long now, long provenBefore, @Nullable String application) {
      this.now = now;
      this.provenBefore = provenBefore;
      this.application = application;
    }

    void add(Sample sample, Site site) {
      samples.add(sample);
      sites.add(site);
    }

    double[] births() {
      return samples.stream()
          .flatMapToDouble(s -> Arrays.stream(s.births(now, provenBefore)))
          .sorted()
          .toArray();
    }

    int afterWarmUp() {
      return (int) Arrays.stream(births()).filter(b -> b >= ProcessState.WARM_UP).count();
    }

    Optional<SiteSurvivors> read(int all, @Nullable Snapshot before, boolean told) {
      double[] births = births();
      if (births.length == 0) {
        return Optional.empty();
      }
      Sample shown = standsForAll();
      String frame = Frames.applicationFrame(shown.frames(), application);
      var survivors =
          new SiteSurvivors(
              shown.type(),
              frames(shown, frame),
              frame,
              births.length,
              all == 0 ? 0 : (double) afterWarmUp() / all,
              samples.stream().mapToLong(Sample::liveBytes).sum(),
              (long) births[0],
              now - (long) births[0],
              // the oldest sample marks the beginning, so only the others can be spread after it
              Spread.over(births[0], provenBefore, Arrays.copyOfRange(births, 1, births.length)),
              memoised(),
              OldSamples.NONE);
      OldSamples old = followed(survivors, births, before, told);
      Long counted = sum(Site::births);
      Long dead = sum(Site::deaths);
      return Optional.of(
          survivors.following(counted == null || dead == null ? old : old.told(counted, dead)));
    }

    private boolean memoised() {
      int memoised =
          samples.stream()
              .filter(Sample::memoised)
              .mapToInt(s -> s.births(now, provenBefore).length)
              .sum();
      return 2 * memoised > births().length;
    }

    /** The largest sample of the type with the most births, one outside the platform preferred. */
    private Sample standsForAll() {
      Map<String, Integer> births =
          samples.stream()
              .collect(
                  Collectors.groupingBy(
                      Sample::type,
                      Collectors.summingInt(s -> s.births(now, provenBefore).length)));
      int total = births().length;
      Comparator<Sample> byBirths =
          Comparator.<Sample>comparingInt(s -> births.getOrDefault(s.type(), 0))
              .thenComparing(Sample::type)
              .thenComparingInt(s -> s.births(now, provenBefore).length);
      return samples.stream()
          .filter(s -> !Frames.isPlatformType(s.type()))
          .max(byBirths)
          .filter(s -> births.getOrDefault(s.type(), 0) >= OWN_TYPE_SHARE * total)
          .orElseGet(() -> samples.stream().max(byBirths).orElseThrow());
    }

    private static List<String> frames(Sample sample, @Nullable String applicationFrame) {
      List<String> frames = sample.frames();
      int own = applicationFrame == null ? 0 : frames.indexOf(applicationFrame);
      int end = Math.min(frames.size(), own + 1 + CALLERS);
      int start = Math.max(0, end - MOST_FRAMES);
      int least = applicationFrame == null ? end - 1 : own;
      while (start < least && characters(frames.subList(start, end)) > MOST_CHARACTERS) {
        start++;
      }
      return frames.subList(start, end);
    }

    private static int characters(List<String> frames) {
      return frames.stream().mapToInt(String::length).sum();
    }

    private @Nullable Long sum(Function<Site, @Nullable Long> field) {
      long sum = 0;
      for (Site site : sites) {
        Long value = field.apply(site);
        if (value == null) {
          return null;
        }
        sum += value;
      }
      return sum;
    }
  }
}
