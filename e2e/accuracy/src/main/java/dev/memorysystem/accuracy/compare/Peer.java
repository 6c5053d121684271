package dev.memorysystem.accuracy.compare;

import dev.memorysystem.accuracy.shape.Case;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule on one of a process's series, asked again and again, as a tool that watches does. Its
 * score of a case is the highest that any process ever had.
 */
public record Peer(Rule rule, Track.Input input) {
  /** Times a case is looked at, evenly. */
  private static final int LOOKS = 20;

  /** Every rule on every series. */
  public static List<Peer> all() {
    List<Peer> all = new ArrayList<>();
    for (Rule rule : List.of(new Coroot(), new LeastSquares(), new MannKendall(), new Cusum())) {
      for (Track.Input input : Track.Input.values()) {
        all.add(new Peer(rule, input));
      }
    }
    return all;
  }

  public String name() {
    return rule.name() + ", " + input;
  }

  /** The score of a case; what is said before a leak begins does not count. */
  public double score(Case judged) {
    Instant end = judged.signals().getLast().at();
    double span = Duration.between(judged.starts(), end).toMillis() / 1000.0;
    double counts =
        judged.leak() == null
            ? 0
            : Duration.between(judged.starts(), judged.leak().from()).toMillis() / 1000.0;
    double highest = 0;
    for (Track track : Track.of(judged, input)) {
      int before = 0;
      for (int look = 1; look <= LOOKS; look++) {
        double now = span * look / LOOKS;
        int seen = before;
        while (seen < track.size() && track.times()[seen] <= now) {
          seen++;
        }
        if (now > counts && seen > before) {
          highest = Math.max(highest, rule.score(track.slice(0, seen)));
        }
        before = seen;
      }
    }
    return highest;
  }
}
