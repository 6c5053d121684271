package dev.memorysystem.analyzer.detect;

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

  /** Seconds of growth for a confirmation: longer than the teeth of a sawtooth of minutes. */
  private static final long CONFIRMED_AFTER = 150;

  /** Share that confirms whatever its age: there is no time left to wait. */
  private static final double URGENT = 0.6;

  /** How much of that is enough where another revision was flat at the same age. */
  private static final double NEW_IN_REVISION = 0.5;

  @Override
  public String name() {
    return "room used";
  }

  @Override
  public Answer judge(Observation seen) {
    double used = used(seen);
    double wanted = witnessed(seen) * suspected(seen);
    if (seen.span() < SHORTEST && used < URGENT) {
      return new Answer.CannotSay(
          "It has grown for %s only: a batch, or what is still loading, looks the same for %s."
              .formatted(Words.duration(seen.span()), Words.duration(SHORTEST)));
    }
    String measured = "it has used %s of what was free".formatted(Words.percent(used));
    if (used >= wanted) {
      return new Answer.Leak("In %s %s.".formatted(Words.duration(seen.span()), measured));
    }
    String replaced = SurvivingSites.replaced(seen);
    return replaced == null
        ? new Answer.CannotSay(
            "It grows, as a cache does that is filling: in %s %s; growth of that age is suspected from %s."
                .formatted(Words.duration(seen.span()), measured, Words.percent(wanted)))
        : new Answer.NotLeak(
            "It grows, and nothing is kept: in %s %s, and %s."
                .formatted(Words.duration(seen.span()), measured, replaced));
  }

  /** What is still missing to confirm a leak; null when nothing is. */
  static @Nullable String unconfirmed(Observation seen) {
    double used = used(seen);
    double wanted = witnessed(seen) * confirmed(seen);
    if (used < wanted) {
      return "it may be filling, at %s of what was free; confirmed from %s"
          .formatted(Words.percent(used), Words.percent(wanted));
    }
    return seen.span() < CONFIRMED_AFTER && used < URGENT
        ? "it may be a batch, after %s; confirmed after %s"
            .formatted(Words.duration(seen.span()), Words.duration(CONFIRMED_AFTER))
        : null;
  }

  private static double witnessed(Observation seen) {
    return OtherStarts.newInRevision(seen).isPresent() ? NEW_IN_REVISION : 1;
  }

  private static double suspected(Observation seen) {
    return falling(SUSPECTED, SUSPECTED_LONG, BRIEF, LONG, seen.span());
  }

  private static double confirmed(Observation seen) {
    return falling(CONFIRMED, CONFIRMED_LONG, WORKING_DAY, DAY, seen.span());
  }

  /** A power of the time that growth lasted, between two shares. */
  private static double falling(
      double most, double least, double from, double until, double seconds) {
    double exponent = Math.log(most / least) / Math.log(until / from);
    return most * Math.pow(from / Math.clamp(seconds, from, until), exponent);
  }

  /** Share of what was free when growth began; of what it began with where nothing bounds it. */
  static double used(Observation seen) {
    Growth growth = seen.growth();
    if (growth == null) {
      return 0;
    }
    return seen.binding() == null
        ? Math.max(0, growth.last() - growth.first()) / Math.max(1, seen.scale())
        : growth.used(seen.scale());
  }
}
