package dev.memorysystem.jvm;

import java.util.Iterator;
import java.util.List;

/**
 * Arguments of {@link Bench}.
 *
 * @param rounds every tool once in each
 * @param warmUp seconds of load before a measurement
 * @param seconds of load measured
 */
record Options(int rounds, int warmUp, int seconds) {
  static Options of(List<String> arguments) {
    Options options = new Options(7, 60, 60);
    Iterator<String> left = arguments.iterator();
    while (left.hasNext()) {
      String name = left.next();
      if (!left.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      int value = Integer.parseInt(left.next());
      options =
          switch (name) {
            case "--rounds" -> new Options(value, options.warmUp, options.seconds);
            case "--warm-up" -> new Options(options.rounds, value, options.seconds);
            case "--seconds" -> new Options(options.rounds, options.warmUp, value);
            default ->
                throw new IllegalArgumentException(
                    "unknown argument " + name + ": there are --rounds, --warm-up, --seconds");
          };
    }
    return options;
  }
}
