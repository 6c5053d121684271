package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Accounted;
import dev.memorysystem.analyzer.series.Accounted.Category;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which part of native memory grows, where the runtime tracks that. */
final class AccountedFor {
  /** Share of the growth from which a category is named. Chosen. */
  private static final double NAMED = 0.1;

  /** Categories named. */
  private static final int MOST = 2;

  private AccountedFor() {}

  /** A sentence; nothing where the runtime does not say, or nothing has grown. */
  static Optional<String> sentence(Gauge gauge) {
    Accounted accounted = gauge.accounted();
    List<Point> levels = accounted == null ? List.of() : gauge.floors().since(accounted.since());
    if (accounted == null || levels.isEmpty()) {
      return Optional.empty();
    }
    long grown = levels.getLast().bytes() - levels.getFirst().bytes();
    if (grown <= 0) {
      return Optional.empty();
    }
    List<Category> named =
        accounted.categories().stream()
            .filter(category -> category.grown() >= NAMED * grown)
            .limit(MOST)
            .toList();
    long past = grown - named.stream().mapToLong(Category::grown).sum();
    String since = Words.duration(levels.getLast().second() - levels.getFirst().second());
    if (named.isEmpty()) {
      return Optional.of(
          "The JVM's own accounts (Native Memory Tracking) have none of the %s of the last %s: native libraries have taken it past the JVM, or the allocator keeps it."
              .formatted(Words.bytes(grown), since));
    }
    String rest =
        past < NAMED * grown
            ? "."
            : "; %s was taken past the JVM, by native libraries, or is kept by the allocator."
                .formatted(Words.bytes(past));
    return Optional.of(
        "Of the %s of the last %s, the JVM's own accounts (Native Memory Tracking) have %s%s"
            .formatted(
                Words.bytes(grown),
                since,
                named.stream().map(AccountedFor::named).collect(Collectors.joining(" and ")),
                rest));
  }

  private static String named(Category category) {
    String what =
        switch (category.name()) {
          case "Other" -> " (Unsafe.allocateMemory and the like, direct buffers left out)";
          case "Internal" ->
              " (the JVM's own, before JDK 11 Unsafe.allocateMemory too, direct buffers left out)";
          case "Compiler" -> " (the just-in-time compilers)";
          case "Arena Chunk" -> " (memory that the JVM keeps for its compilers and parsers)";
          case "Symbol" -> " (names of classes and methods, interned strings)";
          case "Tracing" -> " (Flight Recorder)";
          default -> "";
        };
    return "%s as %s%s".formatted(Words.bytes(category.grown()), category.name(), what);
  }
}
