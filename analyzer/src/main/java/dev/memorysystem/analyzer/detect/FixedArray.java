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

  private FixedArray() {}

  /** What is still missing to confirm a leak; null when nothing is. */
  static @Nullable String unconfirmed(Observation seen, List<SiteSurvivors> culprits) {
    Census census = seen.census();
    if (census == null || culprits.isEmpty() || RoomUsed.isUrgent(seen)) {
      return null;
    }
    return census
        .held(culprits.getFirst().site())
        .filter(FixedArray::isBounded)
        .map(FixedArray::words)
        .orElse(null);
  }

  private static boolean isBounded(HeldSite held) {
    String type = held.containerType();
    return type != null
        && type.endsWith(ARRAY)
        && held.size() != null
        && held.size().equals(held.firstSize());
  }

  private static String words(HeldSite held) {
    String array = Objects.requireNonNullElse(held.containerType(), ARRAY);
    String holder =
        Optional.ofNullable(held.holder()).map(field -> field + ", a " + array).orElse(array);
    return "it is held by %s of %s slots, which may be filling: an array cannot grow"
        .formatted(holder, ContainerWords.count(Objects.requireNonNullElse(held.size(), 0L)));
  }
}
