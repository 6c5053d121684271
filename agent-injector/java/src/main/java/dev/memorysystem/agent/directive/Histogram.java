package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.sampler.FrameName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JVM's class histogram, read: lines of rank, instances, bytes and class, the largest first.
 *
 * <pre>
 *    1:         26373        1987928  [B (java.base@17.0.9)
 *    2:          4711         113064  java.lang.String (java.base@17.0.9)
 * Total         62093        4711984
 * </pre>
 */
final class Histogram {
  /** Lines that are read; the rest are the smallest classes. */
  private static final int MAX_LINES = 100_000;

  /** Classes with less than this share of all bytes and of all objects are left out. */
  private static final long SMALLEST_SHARE = 4_096;

  private final Map<String, ClassCount> classes;
  private final long instances;
  private final long bytes;

  private Histogram(Map<String, ClassCount> classes, long instances, long bytes) {
    this.classes = classes;
    this.instances = instances;
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when it is no histogram
   */
  static Histogram read(String text) {
    long[] all = {0, 0};
    forEachLine(
        text,
        (name, instances, bytes) -> {
          all[0] += instances;
          all[1] += bytes;
        });
    if (all[0] == 0) {
      throw new IllegalArgumentException("the JVM's class histogram cannot be read");
    }
    Map<String, ClassCount> classes = new LinkedHashMap<>();
    forEachLine(
        text,
        (name, instances, bytes) -> {
          if (bytes >= all[1] / SMALLEST_SHARE || instances >= all[0] / SMALLEST_SHARE) {
            String type = FrameName.type(name);
            ClassCount known = classes.get(type);
            classes.put(
                type,
                known == null
                    ? new ClassCount(type, instances, bytes, null)
                    : known.plus(instances, bytes));
          }
        });
    return new Histogram(classes, all[0], all[1]);
  }

  private interface Line {
    void accept(String name, long instances, long bytes);
  }

  private static void forEachLine(String text, Line line) {
    int begin = 0;
    for (int i = 0; i < MAX_LINES && begin < text.length(); i++) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end;
      readLine(text.substring(begin, end), line);
      begin = end + 1;
    }
  }

  private static void readLine(String text, Line line) {
    String[] words = text.trim().split("\\s+", 5);
    if (words.length >= 4 && words[0].endsWith(":")) {
      try {
        line.accept(words[3], Long.parseLong(words[1]), Long.parseLong(words[2]));
      } catch (NumberFormatException heading) {
        // no line of a class
      }
    }
  }

  /** By type, names that the JVM makes up at run time merged. */
  Map<String, ClassCount> classes() {
    return classes;
  }

  long instances() {
    return instances;
  }

  long bytes() {
    return bytes;
  }
}
