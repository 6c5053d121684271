package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.detect.ContainerWords;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.collector.api.RuleFindings.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who left open what it opened, of what can make memory of a kind grow. */
final class WhoLeftOpen {
  private WhoLeftOpen() {}

  /** Absent where no rule that concerns the kind saw anything. */
  static @Nullable Cited in(ProcessInfo process, LeakKind kind) {
    RuleFindings rules = process.rules();
    if (rules == null) {
      return null;
    }
    String application =
        Frames.packageOf(
            rules.found().stream().map(f -> new Frames.Stack(f.frames(), f.opened())).toList());
    List<String> lines =
        rules.found().stream()
            .filter(found -> concerns(found.rule(), kind))
            .map(found -> line(found, application))
            .toList();
    return CitedLines.of(process.instanceId(), process.pod(), null, rules.at(), lines);
  }

  /** What a thread, an executor or a loader keeps is in the heap and in class metadata, too. */
  private static boolean concerns(String rule, LeakKind kind) {
    return switch (kind) {
      case HEAP, METASPACE -> true;
      case THREAD -> rule.equals(Plan.Rules.RUNNING_EXECUTORS);
      case NATIVE, DIRECT_BUFFER -> rule.equals(Plan.Rules.UNCLOSED_RESOURCES);
      default -> false;
    };
  }

  private static String line(Found found, @Nullable String application) {
    return "%s %sopened %s, closed %s, %sopen %s (%s)"
        .formatted(
            found.type(),
            by(found.frames(), application),
            ContainerWords.count(found.opened()),
            ContainerWords.count(found.closed()),
            found.collected() == 0
                ? ""
                : "garbage before that " + ContainerWords.count(found.collected()) + ", ",
            ContainerWords.count(found.alive()),
            found.rule());
  }

  private static String by(List<String> frames, @Nullable String application) {
    if (frames.isEmpty()) {
      return "";
    }
    String own = Frames.applicationFrame(frames, application);
    return "by " + Frames.method(own == null ? frames.getFirst() : own) + ": ";
  }
}
