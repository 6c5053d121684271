package dev.memorysystem.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Arguments of {@link Bench}.
 *
 * @param parts what to measure
 * @param asked for rounds, every tool once in each; a part has a number of its own
 * @param warmUp seconds of load before a measurement
 * @param seconds of load measured
 * @param objects live ones in a program of {@link Graphs}, one size after the other
 */
record Options(
    List<Part> parts, OptionalInt asked, int warmUp, int seconds, List<Integer> objects) {
  /** What can be measured apart. */
  enum Part {
    COST,
    START,
    GRAPHS,
    HOLDER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MINUTE = 60;

  static Options of(List<String> arguments) {
    List<Part> parts = new ArrayList<>();
    Iterator<String> left = arguments.iterator();
    Options options =
        new Options(parts, OptionalInt.empty(), MINUTE, MINUTE, List.of(1_000_000, 10_000_000));
    while (left.hasNext()) {
      String name = left.next();
      if (!name.startsWith("--")) {
        parts.add(part(name));
        continue;
      }
      if (!left.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, Integer.parseInt(left.next()));
    }
    if (parts.isEmpty()) {
      parts.addAll(List.of(Part.values()));
    }
    return options;
  }

  private static Part part(String name) {
    for (Part part : Part.values()) {
      if (part.text().equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "no part " + name + ": there are " + Arrays.stream(Part.values()).map(Part::text).toList());
  }

  private Options with(String name, int value) {
    return switch (name) {
      case "--rounds" -> new Options(parts, OptionalInt.of(value), warmUp, seconds, objects);
      case "--warm-up" -> new Options(parts, asked, value, seconds, objects);
      case "--seconds" -> new Options(parts, asked, warmUp, value, objects);
      case "--objects" -> new Options(parts, asked, warmUp, seconds, List.of(value));
      default ->
          throw new IllegalArgumentException(
              "unknown argument " + name + ": there are --rounds, --warm-up, --seconds, --objects");
    };
  }

  int rounds(int usual) {
    return asked.orElse(usual);
  }
}
