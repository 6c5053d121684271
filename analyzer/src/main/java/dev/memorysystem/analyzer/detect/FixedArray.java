package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is what survives held by an array that has not been replaced by a longer one? An array has a
 * bound by nature: a ring or table that fills its slots stops when they are taken, however evenly
 * it grew. So that is not confirmed before there is no time left to wait.
 */
final class FixedArray {
  private static final String ARRAY = "[]";

  /** Share of the time of growth in which no container has grown, at least. Chosen. */
  private static final double MOST = 0.5;

  /** Bytes of an element with all that it refers to, at most, as a rule. Chosen. */
  private static final double USUAL = 64 << 10;

  private FixedArray() {}

  /** What is still missing to confirm a leak; null when nothing is. */
  static @Nullable String unconfirmed(Observation seen, List<SiteSurvivors> culprits) {
    return RoomUsed.isUrgent(seen) ? null : filling(seen, culprits, Suspected.LARGEST).orElse(null);
  }

  /** Whether there is one that makes a leak less likely: its elements need not be large. */
  static boolean isLikely(Observation seen, List<SiteSurvivors> culprits) {
    return filling(seen, culprits, USUAL).isPresent();
  }

  /**
   * The array that may be filling, in words; empty when none is seen to.
   *
   * @param largest bytes of the live set that a slot may stand for where no path leads through it
   */
  private static Optional<String> filling(
      Observation seen, List<SiteSurvivors> culprits, double largest) {
    Census census = seen.census();
    if (census == null) {
      return Optional.empty();
    }
    return culprits.stream()
        .limit(1)
        .flatMap(first -> census.held(first.site()).stream())
        .filter(FixedArray::isBounded)
        .findFirst()
        .map(FixedArray::words)
        .or(() -> longEnough(seen, census, culprits, largest));
  }

  /**
   * An array of what survives that is long enough for it, while no container has grown for most of
   * the time in which the live set has.
   */
  private static Optional<String> longEnough(
      Observation seen, Census census, List<SiteSurvivors> culprits, double largest) {
    Growth growth = seen.growth();
    long quiet = seen.now() - census.quietSecond();
    if (growth == null || census.quietSecond() == 0 || quiet < MOST * seen.span()) {
      return Optional.empty();
    }
    double grown = (double) growth.last() - growth.first();
    return census.containers().stream()
        .filter(
            c -> c.keepsItsSlots() && (culprits.isEmpty() || c.holds(culprits.getFirst().type())))
        .filter(c -> grown <= largest * c.size())
        .findFirst()
        .map(c -> words(c.holder(), c.type(), c.size()));
  }

  private static boolean isBounded(HeldSite held) {
    String type = held.containerType();
    return type != null
        && type.endsWith(ARRAY)
        && held.size() != null
        && held.size().equals(held.firstSize());
  }

  private static String words(HeldSite held) {
    return words(
        held.holder(),
        Objects.requireNonNullElse(held.containerType(), ARRAY),
        Objects.requireNonNullElse(held.size(), 0L));
  }

  private static String words(@Nullable String field, String type, long slots) {
    return "it may be held by %s of %s slots, which may be filling: an array cannot grow"
        .formatted(
            field == null ? "a " + type : field + ", a " + type, ContainerWords.count(slots));
  }
}
