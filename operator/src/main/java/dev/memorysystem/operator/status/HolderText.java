package dev.memorysystem.operator.status;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.GrowingContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a leak's objects, in words: {@code a.B.all (java.util.HashMap, 1,204 -> 88,310
 * elements in 6 min)}.
 */
final class HolderText {
  private static final String CONTAINER = " (";

  private HolderText() {}

  /** Absent when nothing is known of it. Of words that are these already, they. */
  static @Nullable String of(Finding finding) {
    GrowingContainer container = finding.growingContainer();
    String field = field(finding);
    if (container == null) {
      return finding.holder();
    }
    String size = container.type() + ", " + size(container);
    return field.isEmpty() ? size : field + CONTAINER + size + ")";
  }

  /** The field alone; empty when that is not known. */
  static String field(Finding finding) {
    String holder = finding.holder();
    if (holder == null) {
      return "";
    }
    int container = finding.growingContainer() == null ? -1 : holder.indexOf(CONTAINER);
    return container < 0 ? holder : holder.substring(0, container);
  }

  private static String size(GrowingContainer container) {
    Long first = container.firstElements();
    String firstAt = container.firstAt();
    String at = container.at();
    return first == null || firstAt == null || at == null
        ? String.format(Locale.ROOT, "%,d elements", container.elements())
        : String.format(
            Locale.ROOT,
            "%,d -> %,d elements in %s",
            first,
            container.elements(),
            duration(Duration.between(Instant.parse(firstAt), Instant.parse(at))));
  }

  private static String duration(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 2
        ? time.toMinutes() + " min"
        : time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " days";
  }
}
