package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The corpus' section of docs/accuracy.md; what is outside its two markers is left alone. */
final class AccuracyPage {
  static final String BEGIN = "<!-- corpus: begin, written by `make corpus` -->";
  static final String END = "<!-- corpus: end -->";
  private static final String NEW = "# Accuracy\n\nHow often the verdicts are right, measured.\n\n";

  private AccuracyPage() {}

  static void write(Path page, List<Scored> scored) throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : NEW;
    Files.writeString(page, with(before, section(scored)));
  }

  /** The page with the section in place of the one that is there, else at its end. */
  static String with(String page, String section) {
    String marked = BEGIN + "\n" + section + END + "\n";
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      return page + (page.endsWith("\n\n") ? "" : "\n") + marked;
    }
    int after = end + END.length();
    return page.substring(0, begin)
        + marked
        + page.substring(page.startsWith("\n", after) ? after + 1 : after);
  }

  static String section(List<Scored> scored) {
    List<Scored> told = scored.stream().filter(each -> each.judged() != null).toList();
    StringBuilder out = new StringBuilder();
    out.append("## Real leaks and their twins\n\n");
    out.append(introduction(told));
    totals(out, Totals.of(scored));
    leaks(out, told);
    clean(out, told);
    problems(out, scored);
    return out.append('\n').toString();
  }

  private static String introduction(List<Scored> told) {
    return """
        %d runs of %d cases under `memory-system watch`, each a process of its own with the default
        settings (%s). A leak's life is from process start to its first OutOfMemoryError, to the
        moment from which collections of a full heap take over half of the time, or to the limit
        that the case sets. Intervals are 95 %%, by Clopper and Pearson.

        """
        .formatted(
            told.size(),
            told.stream().map(each -> each.plan().of().name()).distinct().count(),
            told.stream()
                .collect(
                    Collectors.groupingBy(AccuracyPage::at, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getValue() + " with " + each.getKey())
                .collect(Collectors.joining(", ")));
  }

  private static String at(Scored scored) {
    return scored.plan().collector() + " at " + scored.plan().load() + " load";
  }

  private static void totals(StringBuilder out, Totals totals) {
    out.append("| | measured | bar | aim |\n|---|---|---|---|\n");
    row(out, "recall: confirmed before half of the leak's life", totals.inTime(), "95 %", "100 %");
    row(out, "confirmed on twins and hard negatives", totals.cleanConfirmed(), "≤ 5 %", "0");
    row(out, "suspected on them at any time", totals.cleanSuspected(), "≤ 10 %", "0");
    row(out, "\"insufficient\" at their end", totals.cleanInsufficient(), "≤ 15 %", "5 %");
    row(out, "type right among confirmed heap leaks", totals.type(), "90 %", "100 %");
    row(out, "site right among them", totals.site(), "85 %", "100 %");
    row(out, "kind right among confirmed leaks", totals.kind(), "", "");
    if (totals.holder().of() > 0) {
      row(out, "holder right where one is named", totals.holder(), "", "");
    }
    row(out, "forecast at half life: given", totals.forecasts(), "", "");
    out.append(
        "| its median error, \\|ln(predicted/actual)\\| | %s | 0.15 | 0.05 |%n"
            .formatted(Words.number(totals.forecastError())));
    row(out, "its P10–P90 covers the end", totals.covered(), "75–85 %", "");
    row(out, "it is later than the end by over 25 %", totals.late(), "≤ 5 %", "≤ 1 %");
    out.append('\n');
  }

  private static void row(StringBuilder out, String what, Share share, String bar, String aim) {
    out.append("| %s | %s | %s | %s |%n".formatted(what, Words.share(share), bar, aim));
  }

  private static void leaks(StringBuilder out, List<Scored> told) {
    out.append(
        """
        | leak | runs with | life | suspected | confirmed | kind | type | site | confidence | forecast |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    for (Scored each : told) {
      if (each.judged() instanceof Judged.Leak leak) {
        boolean named = leak.suspected() != null;
        out.append(
            "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                    name(each),
                    setting(each),
                    Words.minutes(leak.life()),
                    Words.percent(leak.suspected()),
                    confirmed(leak),
                    named ? Words.kind(leak.kind()) + " " + Words.tick(leak.kindRight()) : "–",
                    culprit(leak.type(), leak.typeRight()),
                    culprit(leak.site(), leak.siteRight()),
                    Words.number(leak.confidence()),
                    forecast(leak)));
      }
    }
    out.append('\n');
  }

  private static String confirmed(Judged.Leak leak) {
    return leak.confirmed() == null
        ? "**no** (" + leak.end() + ")"
        : leak.inTime()
            ? Words.percent(leak.confirmed())
            : "**" + Words.percent(leak.confirmed()) + "**";
  }

  private static String culprit(@Nullable String name, boolean right) {
    return name == null ? "–" : "`%s` %s".formatted(name, Words.tick(right));
  }

  private static String forecast(Judged.Leak leak) {
    Judged.HalfLife forecast = leak.forecast();
    return forecast == null
        ? "–"
        : String.format(Locale.ROOT, "%.2f×", Math.exp(forecast.logRatio()));
  }

  private static void clean(StringBuilder out, List<Scored> told) {
    out.append(
        "| clean | runs with | at the end | suspected | confirmed |\n|---|---|---|---|---|\n");
    for (Scored each : told) {
      if (each.judged() instanceof Judged.Clean clean) {
        out.append(
            "| %s | %s | %s | %s | %s |%n"
                .formatted(
                    name(each),
                    setting(each),
                    clean.end(),
                    clean.suspected() == null ? "no" : "after " + Words.minutes(clean.suspected()),
                    clean.confirmed() == null
                        ? "no"
                        : "**after " + Words.minutes(clean.confirmed()) + "**"));
      }
    }
  }

  private static void problems(StringBuilder out, List<Scored> scored) {
    List<Scored> silent = scored.stream().filter(each -> each.judged() == null).toList();
    if (silent.isEmpty()) {
      return;
    }
    out.append("\nWithout a result, and in none of the figures:\n\n");
    silent.forEach(each -> out.append("- %s: %s%n".formatted(each.plan().key(), each.problem())));
  }

  private static String name(Scored scored) {
    return scored.plan().of().name() + ", " + scored.plan().variant().name();
  }

  private static String setting(Scored scored) {
    return scored.plan().collector() + ", " + scored.plan().load();
  }
}
