package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What walks of a process's heap told: the containers that have taken in most, and what holds the
 * samples of its sites.
 *
 * @param walkedAt event time of the newest walk that counted containers; absent before the first
 * @param second of that walk, since the process's origin
 * @param weight bytes of their own that the elements take by which all containers have grown, about
 * @param quietSecond of the walk since which no container that grows has grown; 0 when unknown
 * @param quietWalks walks that said so since, of those that saw everything
 * @param containers those that hold what is allocated at known sites, then those that have taken in
 *     most, bounded
 * @param reachedAt event time of the newest walk that looked for samples
 * @param held what it found of the sites that are known, bounded
 */
public record Census(
    @Nullable Instant walkedAt,
    long second,
    long weight,
    long quietSecond,
    int quietWalks,
    List<Followed> containers,
    @Nullable Instant reachedAt,
    List<HeldSite> held) {
  /**
   * Elements that one has taken in, at least, to be followed. Chosen: fewer are settings, pools.
   */
  public static final int ELEMENTS = 20;

  /** Standard deviations beyond which a coin is not fair. */
  private static final double CHANCE = 2;

  /** Containers followed. */
  private static final int CONTAINERS = 2;

  /** Sites whose holder is remembered: a finding names one. */
  private static final int HELD = 1;

  /** Frames of an allocation stack that are read, the vocabulary's bound. */
  private static final int FRAMES = 32;

  private static final Census NONE = new Census(null, 0, 0, 0, 0, List.of(), null, List.of());

  private static final Comparator<Followed> MOST_FIRST =
      Comparator.comparingLong(Followed::weight)
          .reversed()
          .thenComparing(Comparator.comparingLong(Followed::size).reversed())
          .thenComparing(Followed::toString);

  public Census {
    containers = List.copyOf(containers);
    held = List.copyOf(held);
  }

  /**
   * With one more walk's containers; the same when a newer walk is known.
   *
   * @param second of the walk, since the process's origin
   * @param sites that are known of the process: what holds their objects is followed first
   */
  static @Nullable Census with(
      @Nullable Census before, Containers walk, long second, List<SiteSurvivors> sites) {
    Census known = before == null ? NONE : before;
    if (known.walkedAt != null && !walk.at().isAfter(known.walkedAt)) {
      return before;
    }
    long age = Math.clamp(walk.processAge().toSeconds(), 0, Integer.MAX_VALUE);
    List<Followed> seen = new ArrayList<>();
    long weight = 0;
    for (Container container : walk.containers()) {
      Followed followed = known.follow(container, second, age);
      seen.add(followed);
      weight += followed.weight();
    }
    if (!walk.complete()) {
      known.containers.stream()
          .filter(
              c -> walk.containers().stream().noneMatch(o -> c.is(o, second - age) || c.isLike(o)))
          .forEach(seen::add);
    }
    boolean grows = known.quietSecond == 0 || walk.containers().stream().anyMatch(Census::grows);
    return new Census(
        walk.at(),
        second,
        weight,
        grows ? second : known.quietSecond,
        grows ? 0 : known.quietWalks + (walk.complete() ? 1 : 0),
        most(seen, sites),
        known.reachedAt,
        known.held);
  }

  /**
   * Whether a container has grown since the walk before, and is one that grows: it did so more
   * often than it shrank, by more than a fair coin would, and has taken in more than settings do.
   */
  private static boolean grows(Container c) {
    Long previous = c.previousSize();
    return previous != null
        && c.size() > previous
        && c.size() - c.firstSize() >= ELEMENTS
        && c.grewWalks() - c.shrankWalks()
            >= CHANCE * Math.sqrt((double) c.grewWalks() + c.shrankWalks());
  }

  private static List<Followed> most(List<Followed> seen, List<SiteSurvivors> sites) {
    Comparator<Followed> holdersFirst =
        Comparator.comparing(
            (Followed c) -> sites.stream().noneMatch(site -> c.holds(site.type())));
    List<Followed> most = new ArrayList<>();
    seen.stream()
        .filter(c -> c.added() > 0 || isArrayOf(c, sites))
        .sorted(holdersFirst.thenComparing(MOST_FIRST))
        .filter(c -> most.size() < CONTAINERS && most.stream().noneMatch(c::isHeldWith))
        .forEach(most::add);
    return most;
  }

  /** An array may hold what grows though its length does not: one that is filling. */
  private static boolean isArrayOf(Followed c, List<SiteSurvivors> sites) {
    return c.keepsItsSlots()
        && c.size() >= ELEMENTS
        && sites.stream().anyMatch(site -> c.holds(site.type()));
  }

  private Followed follow(Container container, long second, long age) {
    return containers.stream()
        .filter(c -> c.is(container, second - age))
        .findFirst()
        .or(() -> containers.stream().filter(c -> c.isLike(container)).findFirst())
        .map(c -> c.with(container, second))
        .orElseGet(() -> Followed.of(container, second, age));
  }

  /**
   * With what one more walk found of samples; the same when a newer walk is known.
   *
   * @param sites that are known of the process, most samples first
   */
  static @Nullable Census with(
      @Nullable Census before, RetainedPaths walk, long second, List<SiteSurvivors> sites) {
    Census known = before == null ? NONE : before;
    if (known.reachedAt != null && !walk.at().isAfter(known.reachedAt)) {
      return before;
    }
    long age = Math.clamp(walk.processAge().toSeconds(), 0, Integer.MAX_VALUE);
    List<HeldSite> held = new ArrayList<>();
    for (SiteSurvivors site : sites) {
      walk.targets().stream()
          .filter(t -> isOf(t, site, sites))
          .filter(t -> t.reached() > 0 && !t.path().isEmpty())
          .max(Comparator.comparingLong(Target::reached))
          .map(t -> HeldSite.of(site.site(), t, second, age))
          .or(() -> known.held(site.site()))
          .ifPresent(held::add);
    }
    return new Census(
        known.walkedAt,
        known.second,
        known.weight,
        known.quietSecond,
        known.quietWalks,
        known.containers,
        walk.at(),
        held.subList(0, Math.min(HELD, held.size())));
  }

  /** What holds a site's samples, if a walk reached them. */
  public Optional<HeldSite> held(String site) {
    return held.stream().filter(h -> h.site().equals(site)).findFirst();
  }

  /** Whether a target's samples are counted at a site, and at none whose frame is nearer to it. */
  private static boolean isOf(Target target, SiteSurvivors site, List<SiteSurvivors> sites) {
    List<String> frames = target.frames().stream().limit(FRAMES).toList();
    Sample sample = Sample.of(new Site(target.type(), frames, 0, 0, List.of(), null, null));
    int own = place(sample, site);
    return own < Integer.MAX_VALUE && sites.stream().allMatch(s -> place(sample, s) >= own);
  }

  /** Which of a sample's frames is a site's; none is the last of all. */
  private static int place(Sample sample, SiteSurvivors site) {
    String frame = site.applicationFrame();
    if (frame == null) {
      boolean same = SiteSurvivors.site(sample.type(), null, sample.frames()).equals(site.site());
      return same ? FRAMES : Integer.MAX_VALUE;
    }
    String wanted = Frames.normalised(frame);
    for (int i = 0; i < sample.frames().size(); i++) {
      if (Frames.normalised(sample.frames().get(i)).equals(wanted)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** What two places know: of either kind of walk what the newest told. */
  static @Nullable Census newer(@Nullable Census one, @Nullable Census other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Census walked = isNewer(other.walkedAt, one.walkedAt) ? other : one;
    Census reached = isNewer(other.reachedAt, one.reachedAt) ? other : one;
    return new Census(
        walked.walkedAt,
        walked.second,
        walked.weight,
        walked.quietSecond,
        walked.quietWalks,
        walked.containers,
        reached.reachedAt,
        reached.held);
  }

  private static boolean isNewer(@Nullable Instant other, @Nullable Instant one) {
    return other != null && (one == null || other.isAfter(one));
  }

  /** Share of all that containers have taken in, 0 to 1. */
  public double share(Followed container) {
    long all = Math.max(weight, containers.stream().mapToLong(Followed::weight).sum());
    return all == 0 ? 0 : (double) container.weight() / all;
  }
}
