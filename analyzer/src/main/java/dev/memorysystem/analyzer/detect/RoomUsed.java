package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the growth gone on long enough, and used enough of what was free? Every cache, pool and batch
 * grows evenly while it is young; what it takes in the end is a part of the memory that whoever set
 * the limit left for it, while a leak takes all. So the share that was used separates them, and the
 * shape of the curve does not. Growth that lasts for hours needs less of it to be suspected: few
 * things take so long to fill.
 */
final class RoomUsed implements Rule {
  /** Seconds of growth, at least: shorter than the teeth of most batches. Chosen. */
  static final long SHORTEST = 120;

  /** Share of what was free that growth has used, at least, to be suspected; of {@link #BRIEF}. */
  private static final double SUSPECTED = 0.3;

  /** The same of growth that lasted {@link #LONG}. */
  private static final double SUSPECTED_LONG = 0.05;

  /** Seconds, chosen: half an hour and half a day. */
  private static final double BRIEF = 1_800;

  private static final double LONG = 43_200;

  /**
   * The same to be confirmed. Chosen: a steady leak has used it at two fifths of its life; of what
   * fills to a bound, most takes less of the room that it was given.
   */
  private static final double CONFIRMED = 0.37;

  /** The same of growth that lasted a day, which has every load there is. Chosen. */
  private static final double CONFIRMED_LONG = 0.2;

  /**
   * Seconds up to which all of {@link #CONFIRMED} is asked: caches of a working day fill in one.
   */
  private static final double WORKING_DAY = 28_800;

  private static final double DAY = 86_400;

  /**
   * Seconds between which less room is asked to suspect where a container only grows and keeps its
   * pace. What is looked up by keys that recur fills ever more slowly, and what has a bound in time
   * or number has mostly met it by then; batches and caches of minutes have not. Not to confirm:
   * the teeth of a sawtooth of hours grow as evenly. Chosen.
   */
  private static final double SOON = 300;

  private static final double HOUR = 3_600;

  /** Seconds of growth for a confirmation: longer than the teeth of a sawtooth of minutes. */
  private static final long CONFIRMED_AFTER = 150;

  /** Share that confirms whatever its age: there is no time left to wait. */
  private static final double URGENT = 0.6;

  /** How much of that is enough where another revision was flat at the same age. */
  private static final double NEW_IN_REVISION = 0.5;

  /** The same where an older start of this revision is flat. Chosen. */
  private static final double FLAT_BEFORE = 1.5;

  @Override
  public String name() {
    return "room used";
  }

  @Override
  public Answer judge(Observation seen) {
    long grew = seen.span();
    double used = used(seen, grew);
    double wanted = witnessed(seen) * suspected(seen, grew);
    if (grew < SHORTEST && used < URGENT) {
      return new Answer.CannotSay(
          "It has grown for %s only: a batch, or what is still loading, looks the same for %s."
              .formatted(Words.duration(grew), Words.duration(SHORTEST)));
    }
    String measured = "it has used %s of what was free".formatted(Words.percent(used));
    if (used >= wanted) {
      return new Answer.Leak("In %s %s.".formatted(Words.duration(grew), measured));
    }
    String replaced = SurvivingSites.replaced(seen);
    return replaced == null
        ? new Answer.CannotSay(
            "It grows, as a cache does that is filling: in %s %s; growth of that age is suspected from %s."
                .formatted(Words.duration(grew), measured, Words.percent(wanted)))
        : new Answer.NotLeak(
            "It grows, and nothing is kept: in %s %s, and %s."
                .formatted(Words.duration(grew), measured, replaced));
  }

  /** What is still missing to confirm a leak; null when nothing is. */
  static @Nullable String unconfirmed(Observation seen) {
    long grew = grew(seen);
    double used = used(seen, grew);
    double wanted = witnessed(seen) * confirmed(grew);
    if (used < wanted) {
      return "it may be filling, at %s of what was free; confirmed from %s"
          .formatted(Words.percent(used), Words.percent(wanted));
    }
    return grew < CONFIRMED_AFTER && used < URGENT
        ? "it may be a batch, after %s; confirmed after %s"
            .formatted(Words.duration(grew), Words.duration(CONFIRMED_AFTER))
        : null;
  }

  /** Whether so much of what was free is used that there is no time left to wait. */
  static boolean isUrgent(Observation seen) {
    return used(seen, grew(seen)) >= URGENT;
  }

  private static double witnessed(Observation seen) {
    if (OtherStarts.newInRevision(seen).isPresent()) {
      return NEW_IN_REVISION;
    }
    return OtherStarts.flatBefore(seen) ? FLAT_BEFORE : 1;
  }

  /** Share of what was free from which growth that lasted so many seconds is suspected. */
  static double suspected(long grew) {
    return falling(SUSPECTED, SUSPECTED_LONG, BRIEF, LONG, grew);
  }

  private static double suspected(Observation seen, long grew) {
    double usual = suspected(grew);
    return GrowingContainers.isEven(seen)
        ? Math.min(usual, falling(SUSPECTED, SUSPECTED_LONG, SOON, HOUR, grew))
        : usual;
  }

  private static double confirmed(long grew) {
    return falling(CONFIRMED, CONFIRMED_LONG, WORKING_DAY, DAY, grew);
  }

  /** A power of the time that growth lasted, between two shares. */
  private static double falling(
      double most, double least, double from, double until, double seconds) {
    double exponent = Math.log(most / least) / Math.log(until / from);
    return most * Math.pow(from / Math.clamp(seconds, from, until), exponent);
  }

  /**
   * Seconds that growth has been seen for: since the first old-generation floor, and before it as
   * long as what any collection left, which is no less than what lives, lies on the same line.
   */
  private static long grew(Observation seen) {
    if (seen.oldFloors().isEmpty() || seen.regime().start() != Regime.Start.WHOLE) {
      return seen.span();
    }
    long first = seen.oldFloors().getFirst().second();
    List<Point> points = new ArrayList<>(seen.floors());
    points.removeIf(point -> point.second() >= first);
    points.addAll(seen.oldFloors());
    return seen.oldFloors().getLast().second() - WarmUpLine.begins(points, first, seen.scale());
  }

  /** Share of what was free when growth began; of what it began with where nothing bounds it. */
  private static double used(Observation seen, long grew) {
    Growth growth = seen.growth();
    Trend line = seen.trend();
    if (growth == null || line == null) {
      return 0;
    }
    double first = Math.max(0, growth.first() - line.slope() * (grew - seen.span()));
    double grown = Math.max(0, growth.last() - first);
    if (seen.binding() == null) {
      return grown / Math.max(1, seen.scale());
    }
    double free = reach(seen) - first;
    return free <= 0 ? 0 : Math.min(1, grown / free);
  }

  /**
   * The level that growth can reach: less than a container's limit leaves, for the heap takes more
   * of it than what is live.
   */
  private static double reach(Observation seen) {
    Headroom headroom = seen.headroom();
    return headroom == null ? seen.scale() : Math.min(seen.scale(), headroom.level());
  }
}
