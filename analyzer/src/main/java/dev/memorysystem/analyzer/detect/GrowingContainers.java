package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Followed.Sized;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is there a container that only grows, evenly, as the live set does? Its size is counted, not
 * estimated: no garbage is in it, and of six sizes in any order each is larger than all before with
 * a chance of 1 in 720. By itself it says nothing of what a bound is: a cache that fills evenly
 * grows in the same way, so that the room used is asked before.
 */
final class GrowingContainers implements Rule {
  /** Comparisons of its size, at least: see above. */
  private static final int WALKS = 6;

  /** Share of them in which it had grown, at least. Chosen: load may pause for a walk. */
  private static final double GREW = 0.95;

  /** Seconds that it has grown for, at least, as the live set must have. */
  private static final long SHORTEST = RoomUsed.SHORTEST;

  /**
   * Its pace since the first quarter to half of that time, as a share of the pace before: what is
   * looked up by keys that recur fills ever more slowly. Chosen: as {@link StillGrowing} has it.
   */
  private static final double SLOWER = 0.5;

  /** The same from which its pace is even. Chosen: load varies by so much. */
  private static final double EVEN = 0.85;

  /** How much higher than before it was emptied it must grow, as a share of that: as a climb. */
  private static final double HIGHER = 1.25;

  /** Walks without a word, at least, that make one doubt that it still grows. Chosen. */
  private static final double SILENT = 5;

  /** The same that tell that nobody walks: an agent tells of one in eight, which may be rarer. */
  private static final double GONE = 40;

  /**
   * What its elements take without what they refer to, as a share of what the floors rose by, at
   * least: the rest is what they refer to, and garbage. Chosen: an order with its lines has an
   * eighth of its bytes of its own.
   */
  private static final double PART = 0.02;

  /** The same of one of several on its path, of which only the one that grew most is known. */
  private static final double PART_OF_EACH = 0.002;

  /** The step of a path that leads to each of several. */
  private static final String EACH = "[]";

  @Override
  public String name() {
    return "growing containers";
  }

  @Override
  public Answer judge(Observation seen) {
    if (seen.census() == null) {
      return new Answer.CannotSay("No walk of the heap has counted its containers.");
    }
    Optional<Followed> steady = steady(seen);
    if (steady.isEmpty()) {
      return new Answer.CannotSay(
          "No container that may hold it is seen to grow evenly in each of %d walks or more."
              .formatted(WALKS));
    }
    Followed container = steady.get();
    return new Answer.Leak(
        "%s only grows: in %d of %d walks, from %s to %s in %s, as the live set does."
            .formatted(
                ContainerWords.named(container),
                container.grew(),
                container.walks(),
                ContainerWords.count(container.first().elements()),
                ContainerWords.elements(container.size()),
                Words.duration(seconds(seen, container))));
  }

  /** The container that only grows, and the live set with it. */
  static Optional<Followed> steady(Observation seen) {
    Census census = seen.census();
    if (census == null) {
      return Optional.empty();
    }
    List<SiteSurvivors> culprits = SurvivingSites.leaking(seen);
    return census.containers().stream()
        .filter(c -> c.added() >= Suspected.ELEMENTS)
        .filter(c -> isSteady(census, c))
        .filter(c -> Suspected.fits(census, seen.oldFloors(), c, culprits))
        .findFirst();
  }

  /**
   * Whether a container that may be the holder, and weighs as such, only grows and keeps its pace.
   */
  static boolean isEven(Observation seen) {
    Census census = seen.census();
    return census != null
        && steady(seen)
            .filter(c -> weighs(c, seen.oldFloors()))
            .map(c -> pace(c, census.second()))
            .filter(pace -> pace >= EVEN && pace <= 1 / EVEN)
            .isPresent();
  }

  /**
   * Whether walks show that what any collection leaves is kept, where too few old-generation cycles
   * ran to show it: a container that may be the holder only grows, and what it took in is a part of
   * what the floors rose by.
   *
   * @param floors after any collection
   */
  static boolean showsWhatIsKept(@Nullable Census census, List<Point> floors) {
    return census != null
        && census.containers().stream()
            .anyMatch(
                c -> c.added() >= Suspected.ELEMENTS && isSteady(census, c) && weighs(c, floors));
  }

  /**
   * A container that has grown in every walk for so many seconds and has not slowed down: what is
   * looked up by keys that recur does. Load that rises makes it faster.
   */
  static Optional<Followed> evenSince(Census census, long seconds) {
    return census.containers().stream()
        .filter(c -> c.added() >= Suspected.ELEMENTS && onlyGrows(c) && c.grew() == c.walks())
        .filter(c -> census.second() - c.first().second() >= seconds)
        .filter(c -> pace(c, census.second()) >= EVEN)
        .findFirst();
  }

  static boolean weighs(Followed c, List<Point> floors) {
    List<Point> since = floors.stream().filter(p -> p.second() >= c.first().second()).toList();
    return since.size() > 1
        && c.weight()
            >= (c.path().contains(EACH) ? PART_OF_EACH : PART)
                * (since.getLast().bytes() - since.getFirst().bytes());
  }

  private static boolean isSteady(Census census, Followed c) {
    return onlyGrows(c)
        && census.second() - c.first().second() >= SHORTEST
        && pace(c, census.second()) >= SLOWER;
  }

  private static boolean onlyGrows(Followed c) {
    return c.walks() >= WALKS
        && c.grew() >= GREW * c.walks()
        && c.shrank() == 0
        && c.still() == 0
        && c.peak() == 0;
  }

  private static long seconds(Observation seen, Followed container) {
    Census census = seen.census();
    return census == null ? 0 : census.second() - container.first().second();
  }

  /** Its pace since it was early as a share of that before. */
  private static double pace(Followed c, long second) {
    double before = pace(c.first(), c.early());
    return before <= 0 ? 0 : pace(c.early(), new Sized(second, c.size())) / before;
  }

  private static double pace(Sized from, Sized to) {
    long seconds = to.second() - from.second();
    return seconds <= 0 ? 0 : (double) (to.elements() - from.elements()) / seconds;
  }

  /**
   * What a container says against confirming a leak that may be its own: it was emptied before, and
   * has not grown far beyond that yet; null when nothing.
   */
  static @Nullable String unconfirmed(Observation seen, List<SiteSurvivors> culprits) {
    Census census = seen.census();
    if (census == null) {
      return null;
    }
    return census.containers().stream()
        .filter(c -> c.peak() > 0 && c.size() <= HIGHER * c.peak())
        .filter(c -> Suspected.fits(census, seen.oldFloors(), c, culprits))
        .findFirst()
        .map(
            c ->
                "%s was emptied before, at %s; confirmed from %s"
                    .formatted(
                        ContainerWords.named(c),
                        ContainerWords.elements(c.peak()),
                        ContainerWords.elements((long) Math.ceil(HIGHER * c.peak()))))
        .or(() -> silent(seen, census, culprits))
        .orElse(null);
  }

  /**
   * Agents tell of every walk in which a container grew, and of one in eight others. So when none
   * is told for some, what grew may have stopped; when none is for many, nobody walks any more.
   */
  private static Optional<String> silent(
      Observation seen, Census census, List<SiteSurvivors> culprits) {
    double silence = seen.now() - census.second();
    return census.containers().stream()
        .filter(c -> c.grew() > 0 && c.still() == 0)
        .filter(c -> silence > SILENT * gap(census, c) && silence < GONE * gap(census, c))
        .filter(c -> !RoomUsed.isUrgent(seen))
        .filter(c -> Suspected.fits(census, seen.oldFloors(), c, culprits))
        .findFirst()
        .map(
            c ->
                "no walk has told for %s that %s still grows"
                    .formatted(Words.duration((long) silence), ContainerWords.named(c)));
  }

  /** Seconds between two walks, on average. */
  private static double gap(Census census, Followed c) {
    return (double) (census.second() - c.first().second()) / Math.max(1, c.walks());
  }
}
