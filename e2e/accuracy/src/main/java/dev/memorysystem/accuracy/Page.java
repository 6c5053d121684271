package dev.memorysystem.accuracy;

import dev.memorysystem.accuracy.score.Breakdown;
import dev.memorysystem.accuracy.score.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series' section of docs/accuracy.md; what is outside its two markers is left alone. */
final class Page {
  static final String BEGIN = "<!-- series: begin, written by `make accuracy` -->";
  static final String END = "<!-- series: end -->";
  private static final String NEW = "# Accuracy\n\nHow often the verdicts are right, measured.\n\n";

  private Page() {}

  static void write(Path page, Options options, Table table, Breakdown breakdown)
      throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : NEW;
    Files.writeString(page, with(before, section(options, table, breakdown)));
  }

  /** The page with the section in place of the one that is there, else at its end. */
  static String with(String page, String section) {
    return with(page, BEGIN, section, END);
  }

  /** The same for the section between two markers. */
  static String with(String page, String first, String section, String last) {
    String marked = first + "\n" + section + last;
    int begin = page.indexOf(first);
    int end = page.indexOf(last);
    return begin < 0 || end < begin
        ? page.stripTrailing() + "\n\n" + marked + "\n"
        : page.substring(0, begin) + marked + page.substring(end + last.length());
  }

  static String section(Options options, Table table, Breakdown breakdown) {
    var text = new StringBuilder();
    text.append(
        """
        ## Generated series, beside other rules

        %d seeds of %d cases of each of %d shapes, drawn from parameters that the rules were not tuned on
        ([e2e/accuracy](../e2e/accuracy/README.md)). Leaks are shown up to half of their life, everything else whole.
        Figures are the median over the seeds, with the smallest and the largest. A rule's recall is where it raises false
        alarms in one of a hundred cases without a leak; each other rule is asked twenty times a case, on the series that
        suits it best. No more than what simulated heaps are worth: the corpus is the other half of this page.

        | | asked | smallest, median, largest | |
        |---|---|---|---|
        """
            .formatted(options.seeds(), options.cases(), options.shapes().size()));
    for (Table.Row row : table.rows()) {
      text.append(
          "| %s | %s %s | %s | %s |%n"
              .formatted(
                  row.what(),
                  row.better().equals("lower") ? "≤" : "≥",
                  number(row.bar()),
                  numbers(row.ours()),
                  row.met() ? "met" : "**not met**"));
      row.peers()
          .forEach(
              (name, range) -> text.append("| — %s | | %s | |%n".formatted(name, numbers(range))));
    }
    text.append(
        """

        The bar of recall is the best other rule. What was not found at all counts as found at the end of life; a forecast
        counts where a finding is open at half of life, and as late where it names no time. Calibration is that of the
        confidence last told of each finding, and holds for this share of leaks among the cases, not for yours.

        | shape | cases | suspected | confirmed | insufficient | suspected at | confirmed at | forecast error | P10-P90 covers |
        |---|---|---|---|---|---|---|---|---|
        """);
    for (Breakdown.Line line : breakdown.lines()) {
      text.append(
          "| %s%s | %d | %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  line.shape(),
                  line.leak() && !line.shape().contains("leak") ? " (leak)" : "",
                  line.cases(),
                  number(line.suspected()),
                  number(line.confirmed()),
                  number(line.insufficient()),
                  number(line.suspectedAfter()),
                  number(line.confirmedAfter()),
                  number(line.forecastError()),
                  number(line.covered())));
    }
    return text.append(
            """

            Suspected and confirmed: share of the cases, at any time. Insufficient: at the end. At: median share of the
            leak's life. Forecast error: median |ln(predicted/actual)| of the time left.

            """)
        .toString();
  }

  private static String numbers(List<Double> range) {
    return "%s, %s, %s".formatted(number(range.get(0)), number(range.get(1)), number(range.get(2)));
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isNaN() ? "" : "%.2f".formatted(value);
  }
}
