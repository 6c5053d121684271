package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads stacks: which frames are the application's own, and what of a frame is stable over builds.
 *
 * <p>Which package is the application's is inferred, not configured: the package most often seen in
 * the stacks, and at their outer end, where the first segments that mostly publish libraries count
 * for less.
 */
public final class Frames {
  /** The platform's and the JVM languages' own packages. */
  private static final List<String> PLATFORM =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "clojure.");

  /** First segments under which mostly libraries are published. */
  private static final Set<String> LIBRARY_FAMILIES = Set.of("org", "io", "jakarta", "net");

  /** Weight of such a package against one under another first segment. Chosen, not measured. */
  private static final double LIBRARY_WEIGHT = 0.25;

  private static final Pattern GENERATED_NUMBER =
      Pattern.compile("(?<=\\$|Proxy|Accessor|Lambda)\\d+");
  private static final Pattern GENERATED_HASH =
      Pattern.compile("/0x[0-9a-f]+|(?<=\\$\\$)[0-9a-f]{6,}");

  private Frames() {}

  /**
   * A stack.
   *
   * @param frames innermost first
   * @param seen how often
   */
  public record Stack(List<String> frames, long seen) {}

  /** Package prefix of the application, or null when no stack leaves the platform. */
  static @Nullable String applicationPackage(List<Site> sites) {
    return packageOf(sites.stream().map(s -> new Stack(s.frames(), s.liveCount())).toList());
  }

  /** The same of any stacks. */
  public static @Nullable String packageOf(List<Stack> stacks) {
    Map<String, Double> weights = new HashMap<>();
    for (Stack stack : stacks) {
      Set<String> seen = new HashSet<>();
      String outermost = null;
      for (String frame : stack.frames()) {
        if (!isPlatform(frame)) {
          outermost = prefix(frame);
          seen.add(outermost);
        }
      }
      long samples = Math.max(1, stack.seen());
      seen.forEach(p -> weights.merge(p, samples * weight(p), Double::sum));
      if (outermost != null) {
        weights.merge(outermost, samples * weight(outermost), Double::sum);
      }
    }
    return weights.entrySet().stream()
        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static double weight(String prefix) {
    return LIBRARY_FAMILIES.contains(prefix.split("\\.", 2)[0]) ? LIBRARY_WEIGHT : 1;
  }

  /** First frame inside the application's package, else the first outside the platform. */
  public static @Nullable String applicationFrame(
      List<String> frames, @Nullable String application) {
    String outside = null;
    for (String frame : frames) {
      if (!isPlatform(frame)) {
        if (prefix(frame).equals(application)) {
          return frame;
        }
        outside = outside == null ? frame : outside;
      }
    }
    return outside;
  }

  static boolean isPlatform(String name) {
    return PLATFORM.stream().anyMatch(name::startsWith);
  }

  /** Whether a type is the platform's or an array of its types. */
  static boolean isPlatformType(String type) {
    String element = type.replace("[]", "");
    return !element.contains(".") || isPlatform(element);
  }

  /** Two segments below a domain-like first one (com.acme), else one (shop). */
  private static String prefix(String frame) {
    String[] segments = method(frame).split("\\.", -1);
    boolean domain = segments[0].length() <= 3 && segments.length > 3;
    return domain ? segments[0] + "." + segments[1] : segments[0];
  }

  /** The frame's method: {@code package.Class.method}, without file and line. */
  public static String method(String frame) {
    int open = frame.indexOf('(');
    return open < 0 ? frame : frame.substring(0, open);
  }

  /** What stays the same over builds: no lines, no numbers of lambdas, proxies and accessors. */
  public static String normalised(String frame) {
    String method = method(frame);
    return GENERATED_NUMBER.matcher(GENERATED_HASH.matcher(method).replaceAll("")).replaceAll("");
  }
}
