package dev.memorysystem.scale;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of {@link Bench}.
 *
 * @param page to be written; absent when none is
 * @param forks runs of each line, a JVM each
 * @param seconds measured in each
 * @param only lines whose name, or whose peer's, has this part; others keep what was measured last
 */
record Options(@Nullable Path page, int forks, int seconds, String only) {
  static Options of(List<String> arguments) {
    Options options = new Options(null, 5, 5, "");
    Iterator<String> left = arguments.iterator();
    while (left.hasNext()) {
      String name = left.next();
      if (!left.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, left.next());
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--page" -> new Options(Path.of(value), forks, seconds, only);
      case "--forks" -> new Options(page, Integer.parseInt(value), seconds, only);
      case "--seconds" -> new Options(page, forks, Integer.parseInt(value), only);
      case "--only" -> new Options(page, forks, seconds, value);
      default ->
          throw new IllegalArgumentException(
              "unknown argument " + name + ": there are --page, --forks, --seconds, --only");
    };
  }

  boolean has(Measured measured) {
    return measured.what().contains(only) || measured.peer().contains(only);
  }
}
