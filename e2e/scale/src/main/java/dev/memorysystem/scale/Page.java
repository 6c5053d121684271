package dev.memorysystem.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** docs/benchmarks/analyzer.md. */
final class Page {
  private Page() {}

  static String of(List<Row> rows, Options options) {
    var text = new StringBuilder();
    text.append(
        """
        # What analysis costs, measured

        `make bench-analyzer` writes this page, by JMH: how many containers, each sending its live set every 15 s and the
        sites of survivors every 45 s, one core keeps up with. Everything runs on that core, the compiler and the garbage
        collector too. Smallest, median and largest of %d runs, a JVM each, %d s after as long a warm-up. Of ten containers
        eight are steady services with a day's course of load, one leaks heap and one classes
        ([e2e/scale](../../e2e/scale/README.md)). The machine: %s.

        | what | unit | better | bar | aim | ours: min, median, max | peer: min, median, max |
        |---|---|---|---|---|---|---|
        """
            .formatted(options.forks(), options.seconds(), processor()));
    for (Row row : rows) {
      String peers =
          String.join(
              "<br>",
              row.peers().entrySet().stream()
                  .map(peer -> peer.getKey() + ": " + numbers(peer.getValue()))
                  .toList());
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  row.what(),
                  row.unit(),
                  row.better(),
                  number(row.bar()),
                  number(row.aim()),
                  numbers(row.ours()),
                  peers));
    }
    return text.append(
            """

            *Fold and store* is what the collector does while the states fit in its memory: every report is folded, and what
            changed is stored as text. *Read, fold and store* is what it does for a state that was let go. The peers judge
            one series of each container, and keep an hour of it as plain numbers; they know nothing of kinds, sites,
            findings or forecasts, and store nothing.

            With history the cost falls: a process is judged when a new floor begins, and each floor takes in more cycles
            the longer it runs.
            """)
        .toString();
  }

  private static String numbers(List<Double> values) {
    return String.join(", ", values.stream().map(Page::number).toList());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** What runs it, as Linux says. */
  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> "one core of " + line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
