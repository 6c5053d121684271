package dev.memorysystem.accuracy.unusual;

import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The anomalies' section of docs/accuracy.md. */
public final class UnusualPage {
  public static final String BEGIN = "<!-- anomalies: begin, written by `make accuracy` -->";
  public static final String END = "<!-- anomalies: end -->";

  private UnusualPage() {}

  /**
   * @param drawn cases of the generated shapes without leaks
   * @param leaks of leaks, up to half of their life
   * @param recorded of the corpus's runs
   */
  public static String section(List<Notices> drawn, List<Notices> leaks, List<Notices> recorded) {
    var text = new StringBuilder();
    text.append(
        """
        ## What is unusual and no leak

        Anomalies are told beside findings and never as one. %d generated cases, of which %d have an anomaly, drawn from
        parameters that the rules were not tuned on ([e2e/accuracy](../e2e/accuracy/README.md)). Precision: of what was told,
        the share that is there; it holds for this mix, so the share of the other cases in which the kind was told stands
        beside it. Told after: median time from its beginning.

        | kind | recall | precision | told where it is not | told after |
        |---|---|---|---|---|
        """
            .formatted(drawn.size(), drawn.stream().filter(each -> each.asked() != null).count()));
    for (Tally.Line line : Tally.of(drawn).lines()) {
      text.append(
          "| %s | %s (%d of %d) | %s (%d of %d) | %s (%d of %d cases) | %s |%n"
              .formatted(
                  line.kind(),
                  percent(line.recall()),
                  line.found(),
                  line.there(),
                  percent(line.precision()),
                  line.found(),
                  line.found() + line.wrong(),
                  percent((double) line.wrongCases() / line.cases()),
                  line.wrongCases(),
                  line.cases(),
                  words(line.after())));
    }
    text.append(
        """

        Told where it is not, by shape: %s.

        Of leaks, which are findings, an anomaly was told in %s. Of the corpus's recordings: %s.

        """
            .formatted(
                byShape(drawn), wrong(leaks), recorded.isEmpty() ? "none here" : wrong(recorded)));
    return text.toString();
  }

  /** The same for a terminal, with every case that went wrong. */
  public static String text(List<Notices> drawn, List<Notices> leaks, List<Notices> recorded) {
    var text = new StringBuilder();
    for (Tally.Line line : Tally.of(drawn).lines()) {
      text.append(
          "%-20s recall %s (%d/%d) precision %s (%d wrong) in %d of %d other cases, after %s%n"
              .formatted(
                  line.kind(),
                  percent(line.recall()),
                  line.found(),
                  line.there(),
                  percent(line.precision()),
                  line.wrong(),
                  line.wrongCases(),
                  line.cases(),
                  words(line.after())));
    }
    for (Notices each : drawn) {
      if (each.asked() != null && each.after() == null) {
        text.append("missed %s: %s, %s%n".formatted(each.asked(), each.shape(), each.detail()));
      }
    }
    for (List<Notices> some : List.of(drawn, leaks, recorded)) {
      for (Notices each : some) {
        each.wrong()
            .forEach(
                anomaly ->
                    text.append(
                        "wrong %s: %s, %s: since %s: %s%n"
                            .formatted(
                                anomaly.kind(),
                                each.shape(),
                                each.detail(),
                                anomaly.since(),
                                anomaly.reason())));
      }
    }
    return text.append("on leaks: %s; on recordings: %s%n".formatted(wrong(leaks), wrong(recorded)))
        .toString();
  }

  private static String wrong(List<Notices> of) {
    long cases = of.stream().filter(each -> !each.wrong().isEmpty()).count();
    String kinds =
        Arrays.stream(AnomalyKind.values())
            .filter(kind -> count(of, kind) > 0)
            .map(kind -> "%s in %d".formatted(kind, count(of, kind)))
            .collect(Collectors.joining(", "));
    return "%d of %d%s".formatted(cases, of.size(), kinds.isEmpty() ? "" : " (" + kinds + ")");
  }

  private static long count(List<Notices> of, AnomalyKind kind) {
    return of.stream()
        .filter(each -> each.wrong().stream().anyMatch(told -> told.kind() == kind))
        .count();
  }

  private static String byShape(List<Notices> of) {
    Map<String, Long> shapes =
        of.stream()
            .filter(each -> !each.wrong().isEmpty())
            .collect(Collectors.groupingBy(Notices::shape, TreeMap::new, Collectors.counting()));
    return shapes.isEmpty()
        ? "none"
        : shapes.entrySet().stream()
            .map(each -> "%s %d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : Math.round(100 * share) + " %";
  }

  private static String words(@Nullable Duration duration) {
    if (duration == null) {
      return "–";
    }
    long minutes = duration.toMinutes();
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h";
  }
}
