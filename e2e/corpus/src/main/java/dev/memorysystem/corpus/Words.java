package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers and verdicts for people. */
final class Words {
  private Words() {}

  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String percent(@Nullable Double share) {
    return share == null ? "–" : percent(share.doubleValue());
  }

  static String share(Share share) {
    return share.of() == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%s (%d of %d; %.0f–%.0f %%)",
            percent(share.value()),
            share.count(),
            share.of(),
            100 * share.low(),
            100 * share.high());
  }

  static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  static String number(@Nullable Double number) {
    return number == null ? "–" : String.format(Locale.ROOT, "%.2f", number);
  }

  /** One line of progress. */
  static String line(Scored scored) {
    return scored.plan().key() + "  " + verdict(scored);
  }

  private static String verdict(Scored scored) {
    return switch (scored.judged()) {
      case null -> "NO RESULT: " + scored.problem();
      case Judged.Leak leak -> leak(leak);
      case Judged.Clean clean -> clean(clean);
    };
  }

  private static String leak(Judged.Leak leak) {
    String lived = ", lived " + minutes(leak.life());
    if (leak.suspected() == null) {
      return "MISSED (" + leak.end() + ")" + lived;
    }
    String when =
        leak.confirmed() == null
            ? "MISSED, suspected at %s of life (%s at the end)"
                .formatted(percent(leak.suspected()), leak.end())
            : "%s at %s of life, suspected at %s"
                .formatted(
                    leak.inTime() ? "confirmed" : "CONFIRMED LATE",
                    percent(leak.confirmed()),
                    percent(leak.suspected()));
    return "%s; %s, type %s %s, site %s %s%s"
        .formatted(
            when,
            mark(String.valueOf(leak.kind()), leak.kindRight()),
            leak.type(),
            tick(leak.typeRight()),
            leak.site(),
            tick(leak.siteRight()),
            lived);
  }

  private static String clean(Judged.Clean clean) {
    if (clean.confirmed() != null) {
      return "FALSE ALARM after " + minutes(clean.confirmed()) + ": " + clean.said();
    }
    return clean.suspected() == null
        ? "clean (" + clean.end() + " at the end)"
        : "SUSPECTED after %s (%s at the end): %s"
            .formatted(minutes(clean.suspected()), clean.end(), clean.said());
  }

  private static String mark(String word, boolean right) {
    return word + " " + tick(right);
  }

  static String tick(boolean right) {
    return right ? "✓" : "✗";
  }

  static String kinds(Set<LeakKind> kinds) {
    return kinds.stream().sorted().map(LeakKind::toString).collect(Collectors.joining(" or "));
  }

  static String kind(@Nullable LeakKind kind) {
    return kind == null ? "–" : kind.toString();
  }
}
