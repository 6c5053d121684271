package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a JVM stood still, from its log of safepoints ({@code -Xlog:safepoint}): from the wish
 * to stop until threads run again.
 *
 * @param total milliseconds
 * @param longest milliseconds
 */
record Stops(double total, double longest) {
  private static final Pattern LINE =
      Pattern.compile("^\\[([0-9.]+)s].* Total: +([0-9]+) ns", Pattern.MULTILINE);

  /**
   * Those between two ages of the JVM.
   *
   * @param from seconds
   * @param to seconds
   */
  static Stops between(Path log, double from, double to) throws IOException {
    double total = 0;
    double longest = 0;
    Matcher line = LINE.matcher(Files.readString(log));
    while (line.find()) {
      double at = Double.parseDouble(line.group(1));
      if (at >= from && at < to) {
        double millis = Long.parseLong(line.group(2)) / 1e6;
        total += millis;
        longest = Math.max(longest, millis);
      }
    }
    return new Stops(total, longest);
  }
}
