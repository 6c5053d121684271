package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the containers that grow keeps what survives? The one whose elements or keys are what is
 * allocated at the surviving site; else the one in a field of a class through which that site's
 * stack leads; else the one that has taken in most of what all containers have, if its elements can
 * be what the live set grew by.
 */
final class Suspected {
  /** Elements that it has taken in, at least. */
  static final int ELEMENTS = Census.ELEMENTS;

  /** Growths that were seen, at least. Chosen. */
  private static final int GROWTHS = 3;

  /** Share of the comparisons in which it had shrunk, at most. Chosen: what is replaced shrinks. */
  private static final double SHRANK = 0.2;

  /** Share of what all containers have taken in, where nothing else tells. */
  static final double MOST = 0.5;

  /** Bytes of the live set that one element may stand for where nothing else tells. Chosen. */
  static final double LARGEST = 256 << 10;

  private Suspected() {}

  /**
   * @param floors of the live set
   * @param culprit the site; absent where none is known
   */
  static Optional<Followed> of(Census census, List<Point> floors, @Nullable SiteSurvivors culprit) {
    return census.containers().stream()
        .filter(Suspected::grows)
        .filter(c -> match(census, floors, c, culprit) > 0)
        .max(
            Comparator.comparingInt((Followed c) -> match(census, floors, c, culprit))
                .thenComparingDouble(census::share)
                .thenComparing(Followed::toString));
  }

  /** Whether a container may keep what survives at one of these sites, or anywhere. */
  static boolean fits(Census census, List<Point> floors, Followed c, List<SiteSurvivors> culprits) {
    return match(census, floors, c, null) > 0
        || culprits.stream().anyMatch(site -> match(census, floors, c, site) > 0);
  }

  private static boolean grows(Followed c) {
    return c.added() >= ELEMENTS
        && c.size() > c.first().elements()
        && c.grew() >= GROWTHS
        && c.shrank() <= SHRANK * c.walks()
        && !c.hasStopped();
  }

  /** How well a container fits a site, 0 when not at all. */
  private static int match(
      Census census, List<Point> floors, Followed c, @Nullable SiteSurvivors culprit) {
    if (culprit != null && c.holds(culprit.type())) {
      return 3;
    }
    if (culprit != null && isFieldOf(c, culprit.frames())) {
      return 2;
    }
    return census.share(c) >= MOST && explains(floors, c) ? 1 : 0;
  }

  private static boolean isFieldOf(Followed c, List<String> frames) {
    String field = c.holder();
    if (field == null) {
      return false;
    }
    String holder = owner(field);
    return frames.stream().map(Frames::method).map(Suspected::owner).anyMatch(holder::equals);
  }

  /** The class of a field or method, a nested one's outermost. */
  private static String owner(String member) {
    int dot = member.lastIndexOf('.');
    String type = dot < 0 ? member : member.substring(0, dot);
    int nested = type.indexOf('$');
    return nested < 0 ? type : type.substring(0, nested);
  }

  /**
   * Whether what the live set grew by since it was first seen is not far more than its elements.
   */
  private static boolean explains(List<Point> floors, Followed c) {
    List<Point> since = floors.stream().filter(p -> p.second() >= c.first().second()).toList();
    if (since.size() < 2) {
      return false;
    }
    double grown = (double) since.getLast().bytes() - since.getFirst().bytes();
    return grown > 0 && grown <= LARGEST * c.added();
  }
}
