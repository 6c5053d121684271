package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.Optional;

/**
 * Where the curve of the live set can say nothing, do walks of the heap show that nothing takes
 * anything in? Sizes of containers are counted, and hold no garbage: when none has grown for a
 * while, what still raises the floors is garbage that no collection of the old generation has
 * looked at, or noise. Walks do not see everything that can keep an object, so that the floors must
 * say the same: even with garbage they rose by less than what growth is suspected from.
 */
final class NothingTakesIn {
  /** Walks that saw everything and said so, at least: each compares with the one before. */
  private static final int WALKS = 2;

  /** Seconds without growth, at least: as long as it takes to confirm growth. Chosen. */
  private static final long SHORTEST = 150;

  /** The same as a share of the time watched: what takes in now and then has rests. Chosen. */
  private static final double SHARE = 0.25;

  /** Floors since then without which nothing is known. */
  private static final int POINTS = 4;

  /** Floors of which the middle is a level. */
  private static final int LEVEL = 3;

  private NothingTakesIn() {}

  /** Not a leak when nothing takes anything in; empty when that cannot be said. */
  static Optional<Answer> says(Observation seen) {
    Census census = seen.census();
    if (census == null || census.quietWalks() < WALKS || seen.warming()) {
      return Optional.empty();
    }
    long since = census.quietSecond();
    long quiet = census.second() - since;
    if (quiet < SHORTEST || quiet < SHARE * seen.watched()) {
      return Optional.empty();
    }
    List<Point> floors = seen.floors().stream().filter(p -> p.second() >= since).toList();
    if (floors.size() < POINTS) {
      return Optional.empty();
    }
    long first = level(floors.subList(0, LEVEL));
    long rose = level(floors.subList(floors.size() - LEVEL, floors.size())) - first;
    double used = rose / Math.max(1, seen.scale() - first);
    if (used >= RoomUsed.suspected(Observation.span(floors))) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer.NotLeak(
            "Nothing takes anything in: for %s no container that grows has grown, and what collections leave, garbage included, rose by %s of what was free."
                .formatted(Words.duration(quiet), Words.percent(Math.max(0, used)))));
  }

  private static long level(List<Point> points) {
    return points.stream()
        .mapToLong(Point::bytes)
        .sorted()
        .skip(points.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
