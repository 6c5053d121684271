package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;
import java.util.Optional;

/**
 * Has the container that took in most stopped growing, and the live set with it? Then it was a
 * cache, pool or buffer that is full now. Its size has no noise, so it tells so long before the
 * curve of the live set does; while nothing is known of the live set since, nobody can say.
 */
final class ContainersFilled implements Rule {
  /** Share of the growth expected since then that shows that something else grows. Chosen. */
  private static final double GOES_ON = 0.25;

  /** Floors since then without which nothing is known. */
  private static final int POINTS = 3;

  /** What is expected must stand out of the noise around the line by as much, as a growth must. */
  private static final double NOISE = 3;

  @Override
  public String name() {
    return "containers filled";
  }

  @Override
  public Answer judge(Observation seen) {
    Census census = seen.census();
    if (census == null || census.walkedAt() == null) {
      return new Answer.Leak("No walk of the heap has counted its containers.");
    }
    Trend trend = seen.trend();
    Optional<Followed> full =
        census.containers().stream().filter(c -> isFull(census, c)).findFirst();
    if (full.isEmpty() || trend == null) {
      return new Answer.Leak("No container that has taken in most of the elements is full.");
    }
    Followed container = full.get();
    String stopped =
        "%s took in %s of what all containers did, and has not grown over %d walks in %s"
            .formatted(
                ContainerWords.named(container),
                Words.percent(census.share(container)),
                container.still(),
                Words.duration(seen.now() - container.grewSecond()));
    List<Point> since =
        seen.oldFloors().stream().filter(p -> p.second() >= container.grewSecond()).toList();
    double expected =
        since.isEmpty()
            ? 0
            : trend.slope() * (since.getLast().second() - since.getFirst().second());
    if (since.size() < POINTS || expected < NOISE * trend.noise()) {
      return new Answer.CannotSay(
          "%s: whether the live set goes on growing is not known yet.".formatted(stopped));
    }
    double rose = (double) since.getLast().bytes() - since.getFirst().bytes();
    return rose < GOES_ON * expected
        ? new Answer.NotLeak("%s, and the live set neither: it is full.".formatted(stopped))
        : new Answer.Leak(
            "%s, but the live set has grown by %s since: something else grows."
                .formatted(stopped, Words.bytes(rose)));
  }

  private static boolean isFull(Census census, Followed c) {
    return c.added() >= Suspected.ELEMENTS
        && c.hasStopped()
        && c.peak() == 0
        && c.grew() > 0
        && census.share(c) >= Suspected.MOST;
  }
}
