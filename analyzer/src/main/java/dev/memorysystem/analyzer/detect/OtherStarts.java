package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What did other starts of the same workload do at this age? Replicas and earlier starts are laid
 * over one another by uptime: what fills after every start has filled in an older one, and stopped;
 * a leak goes on in all of them. A revision that was flat where this one grows is the best witness
 * there is (Matias et al. 2016: comparison with a known-good version).
 */
final class OtherStarts implements Rule {
  /** An older start must have been watched so much longer than this one to speak for its future. */
  private static final double OLDER = 1.2;

  /** This start must be higher than an older one ever was by this share of its rise. */
  private static final double HIGHER = 0.2;

  /** Another start grew as this one when it had this share of its growth. */
  private static final double ALIKE = 0.5;

  /** Share of all its rise that a start which has stopped rose by in its last third, at most. */
  private static final double STOPPED = 0.1;

  /** Floors of another start without which nothing is said. */
  private static final int POINTS = EnoughObservation.POINTS;

  @Override
  public String name() {
    return "other starts";
  }

  @Override
  public Answer judge(Observation seen) {
    Optional<Peer> stopped =
        seen.peers().stream()
            .filter(p -> sameRevision(seen, p) && hasFilled(seen, p))
            .max(Comparator.comparingLong(p -> p.state().now()));
    if (stopped.isPresent()) {
      ProcessState other = stopped.get().state();
      return new Answer.NotLeak(
          "A start of the same revision grew as this one, then stopped near %s and was watched for %s: this one is filling as it did, at %s after %s."
              .formatted(
                  Words.bytes(highest(other)),
                  Words.duration(other.now()),
                  Words.bytes(seen.level()),
                  Words.duration(seen.now())));
    }
    return new Answer.CannotSay("No other start of it grew and then stopped.");
  }

  /** A start of another revision that did not grow at the age at which this one does. */
  static Optional<Peer> newInRevision(Observation seen) {
    return seen.peers().stream()
        .filter(p -> otherRevision(seen, p))
        .filter(p -> p.verdict() == Verdict.NO_LEAK)
        .filter(p -> !hasFilled(seen, p))
        .filter(p -> p.state().now() >= seen.now() && points(p.state()).size() >= POINTS)
        .filter(p -> rise(p.state(), seen.now()) < HIGHER * ownRise(seen))
        .max(Comparator.comparingLong(p -> p.state().now()));
  }

  /**
   * Whether an older start of the same revision is flat, and none leaks: this workload fills and
   * stops, so that what grows in a young start of it is more likely to fill, too.
   */
  static boolean flatBefore(Observation seen) {
    List<Peer> same = seen.peers().stream().filter(p -> sameRevision(seen, p)).toList();
    if (same.stream().anyMatch(p -> p.verdict() == Verdict.LEAK)) {
      return false;
    }
    return same.stream()
        .filter(p -> p.verdict() == Verdict.NO_LEAK)
        .map(Peer::state)
        .filter(p -> p.now() >= OLDER * seen.now() && points(p).size() >= POINTS)
        .anyMatch(p -> hasStopped(p, highest(p) - lowest(p)));
  }

  private static boolean sameRevision(Observation seen, Peer peer) {
    return Objects.equals(seen.revision(), peer.state().process().revision());
  }

  private static boolean otherRevision(Observation seen, Peer peer) {
    String other = peer.state().process().revision();
    return other != null && seen.revision() != null && !other.equals(seen.revision());
  }

  /** Whether it grew as this one by this age, and to no less than this one has, and no more. */
  private static boolean hasFilled(Observation seen, Peer peer) {
    ProcessState other = peer.state();
    if (peer.verdict() != Verdict.NO_LEAK
        || other.now() < OLDER * seen.now()
        || points(other).size() < POINTS) {
      return false;
    }
    double risen = highest(other) - lowest(other);
    return hasStopped(other, risen)
        && rise(other, seen.now()) >= ALIKE * ownRise(seen)
        && seen.level() <= highest(other) + HIGHER * risen;
  }

  /**
   * Whether it stays where it grew to: no leak may also be said of what grows too slowly to matter,
   * follows its load or was given back, and none of that has filled.
   */
  private static boolean hasStopped(ProcessState state, double risen) {
    List<Point> points = points(state);
    List<Point> last = points.subList(points.size() - points.size() / 3, points.size());
    double lately = (double) last.getLast().bytes() - last.getFirst().bytes();
    return Math.abs(lately) <= STOPPED * risen;
  }

  /** How much this start has grown since it warmed up. */
  private static double ownRise(Observation seen) {
    return seen.level() - seen.oldFloors().getFirst().bytes();
  }

  /** How much a start had grown by an age. */
  private static double rise(ProcessState state, long age) {
    List<Point> until = points(state).stream().filter(p -> p.second() <= age).toList();
    return until.isEmpty() ? 0 : until.getLast().bytes() - lowest(state);
  }

  private static List<Point> points(ProcessState state) {
    return state.oldFloors().since(ProcessState.WARM_UP);
  }

  private static double lowest(ProcessState state) {
    return points(state).stream().mapToLong(Point::bytes).min().orElse(0);
  }

  private static double highest(ProcessState state) {
    return points(state).stream().mapToLong(Point::bytes).max().orElse(0);
  }
}
