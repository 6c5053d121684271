package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a JVM stood still, from its log of safepoints ({@code -Xlog:safepoint}): from the wish
 * to stop until threads run again.
 *
 * @param total milliseconds
 * @param longest milliseconds
 * @param operation what the longest was for; empty where there was none
 */
record Stops(double total, double longest, String operation) {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\[([0-9.]+)s] Safepoint \"([^\"]+)\".* Total: +([0-9]+) ns", Pattern.MULTILINE);

  /** Names of G1's own stops begin so. */
  private static final String COLLECTIONS = "G1";

  /**
   * Those between two ages of the JVM.
   *
   * @param from seconds
   * @param to seconds
   */
  static Stops between(Path log, double from, double to) throws IOException {
    return between(log, from, to, operation -> true);
  }

  /** Those that are no collections. */
  static Stops withoutCollections(Path log, double from, double to) throws IOException {
    return between(log, from, to, operation -> !operation.startsWith(COLLECTIONS));
  }

  private static Stops between(Path log, double from, double to, Predicate<String> counts)
      throws IOException {
    double total = 0;
    double longest = 0;
    String operation = "";
    Matcher line = LINE.matcher(Files.readString(log));
    while (line.find()) {
      double at = Double.parseDouble(line.group(1));
      if (at >= from && at < to && counts.test(line.group(2))) {
        double millis = Long.parseLong(line.group(3)) / 1e6;
        total += millis;
        operation = millis > longest ? line.group(2) : operation;
        longest = Math.max(longest, millis);
      }
    }
    return new Stops(total, longest, operation);
  }
}
