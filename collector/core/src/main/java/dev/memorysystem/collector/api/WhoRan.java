package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.detect.ContainerWords;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.collector.api.StackSamples.Stack;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who worked while stacks were sampled: the application's methods, each by its share of the CPU
 * time, or where that was not measured, of the stacks seen. Stacks of the platform alone, such as
 * those of threads that wait for a selector, count only where there are no others.
 */
public final class WhoRan {
  /** Below it a method is no answer. */
  private static final double LEAST = 0.01;

  /**
   * What was seen of a method.
   *
   * @param weight CPU seconds, or stacks
   */
  private record Seen(String method, double weight, long times) {
    Seen and(Seen other) {
      return new Seen(method, weight + other.weight, times + other.times);
    }
  }

  private WhoRan() {}

  /** Absent where nothing was seen at work. */
  public static @Nullable Cited in(String process, @Nullable String pod, StackSamples samples) {
    List<Seen> seen = byMethod(ofTheApplication(samples.stacks()));
    double all = seen.stream().mapToDouble(Seen::weight).sum();
    List<String> lines =
        seen.stream()
            .filter(each -> each.weight() > 0 && each.weight() >= LEAST * all)
            .sorted(Comparator.comparingDouble(Seen::weight).reversed().thenComparing(Seen::method))
            .map(each -> line(each, all))
            .toList();
    return CitedLines.of(
        process,
        pod,
        CitedLines.before(samples.at(), samples.durationSeconds()),
        samples.at(),
        lines);
  }

  private static String line(Seen seen, double all) {
    return "%s %s (seen %s)"
        .formatted(
            Words.percent(seen.weight() / all),
            seen.method(),
            seen.times() == 1 ? "once" : ContainerWords.count(seen.times()) + " times");
  }

  private static List<Stack> ofTheApplication(List<Stack> stacks) {
    List<Stack> some = stacks.stream().filter(stack -> !stack.frames().isEmpty()).toList();
    List<Stack> own =
        some.stream()
            .filter(stack -> Frames.applicationFrame(stack.frames(), null) != null)
            .toList();
    return own.isEmpty() ? some : own;
  }

  private static List<Seen> byMethod(List<Stack> stacks) {
    boolean timed = stacks.stream().anyMatch(stack -> cpu(stack) > 0);
    String application =
        Frames.packageOf(
            stacks.stream().map(s -> new Frames.Stack(s.frames(), s.count())).toList());
    Map<String, Seen> methods = new HashMap<>();
    for (Stack stack : stacks) {
      long times = Math.max(0, stack.count());
      String method = method(stack.frames(), application);
      methods.merge(method, new Seen(method, timed ? cpu(stack) : times, times), Seen::and);
    }
    return List.copyOf(methods.values());
  }

  private static double cpu(Stack stack) {
    Double seconds = stack.cpuSeconds();
    return seconds == null ? 0 : Math.max(0, seconds);
  }

  /** The application's own; where there is none, the innermost. */
  private static String method(List<String> frames, @Nullable String application) {
    String own = Frames.applicationFrame(frames, application);
    return Frames.method(own == null ? frames.getFirst() : own);
  }
}
