package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.series.Followed;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Containers as a person reads them. */
public final class ContainerWords {
  private ContainerWords() {}

  /** 88310 → {@code 88,310}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String elements(long number) {
    return count(number) + (number == 1 ? " element" : " elements");
  }

  /** Field and class: {@code a.B.all (java.util.HashMap)}. */
  static String named(Followed container) {
    String field = Holding.field(container);
    return field == null ? "A " + container.type() : field + " (" + container.type() + ")";
  }

  /** {@code grew from 1,204 to 88,310 elements in 6 min}; {@code has 12 elements}. */
  public static String growth(GrowingContainer container) {
    Long first = container.firstElements();
    Instant firstAt = container.firstAt();
    return first == null || firstAt == null || first >= container.elements()
        ? "has " + elements(container.elements())
        : "grew from %s to %s in %s"
            .formatted(
                count(first),
                elements(container.elements()),
                Words.duration(Duration.between(firstAt, container.at()).toSeconds()));
  }
}
