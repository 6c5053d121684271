package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways a case runs, with everything of the case that it does not say itself.
 *
 * @param main class with {@code main(String[])}
 * @param maven coordinates ({@code group:artifact[:type[:classifier]]:version}) of its libraries
 * @param heap -Xmx
 * @param jvm further flags of the JVM; one that names a collector binds the variant to it
 * @param low program arguments at low load; the first is requests a second
 * @param high the same at high load
 * @param minutes a clean life's length; a leak that is not exhausted by then is not calibrated
 * @param kinds that are right for the leak; empty when clean
 * @param culprit absent when clean
 */
public record Variant(
    String name,
    String main,
    List<String> maven,
    HeapSize heap,
    List<String> jvm,
    List<String> low,
    List<String> high,
    double minutes,
    Expect expect,
    Set<LeakKind> kinds,
    @Nullable Culprit culprit) {
  public Variant {
    maven = List.copyOf(maven);
    jvm = List.copyOf(jvm);
    low = List.copyOf(low);
    high = List.copyOf(high);
    kinds = Set.copyOf(kinds);
  }

  /** The one that its flags ask for, where the case is about a collector. */
  Optional<Collector> collector() {
    return Arrays.stream(Collector.values()).filter(each -> jvm.contains(each.flag())).findFirst();
  }

  boolean leaks() {
    return expect == Expect.LEAK;
  }

  /**
   * Whether a finding must name type and site: one on the heap, or one of a kind that is not right
   * where the heap leaks.
   */
  boolean hasCulpritOnHeap(@Nullable LeakKind found) {
    return kinds.contains(LeakKind.HEAP) && (found == LeakKind.HEAP || !isRight(found));
  }

  boolean isRight(@Nullable LeakKind found) {
    return found != null && kinds.contains(found);
  }

  List<String> arguments(Load load) {
    return load == Load.LOW ? low : high;
  }
}
