package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.InStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One leak may raise several resources: a thread has a stack, and holds what its locals refer to; a
 * class loader holds the data of its classes. Where two rise in step, the one that holds the other
 * is the leak, and says what it takes with it; the other is no finding of its own.
 */
public final class Causes {
  /** What may hold another, and that; where either may hold the other, both ways. */
  private static final List<Pair> PAIRS =
      List.of(
          new Pair(LeakKind.THREAD, LeakKind.HEAP),
          new Pair(LeakKind.METASPACE, LeakKind.HEAP),
          new Pair(LeakKind.DIRECT_BUFFER, LeakKind.HEAP),
          new Pair(LeakKind.HEAP, LeakKind.DIRECT_BUFFER),
          new Pair(LeakKind.MAPPED_BUFFER, LeakKind.HEAP),
          new Pair(LeakKind.HEAP, LeakKind.MAPPED_BUFFER),
          new Pair(LeakKind.THREAD, LeakKind.NATIVE),
          new Pair(LeakKind.METASPACE, LeakKind.NATIVE),
          new Pair(LeakKind.HEAP, LeakKind.NATIVE));

  /** Correlation from which two rise in step. Chosen: a straight line and one with a knee: 0.9. */
  private static final double IN_STEP = 0.9;

  /**
   * Native memory that grows with the heap by less than this share of it is the collector's own:
   * remembered sets and marking bitmaps (G1: up to a fifth).
   */
  private static final double OF_THE_COLLECTOR = 0.25;

  private record Pair(LeakKind cause, LeakKind effect) {}

  private Causes() {}

  /** The judgements of one process, those of effects put down to their causes. */
  public static List<Judgement> settle(ProcessState process, List<Judgement> judgements) {
    List<Judgement> settled = new ArrayList<>(judgements);
    for (Pair pair : PAIRS) {
      Optional<Judgement> cause = of(pair.cause(), settled);
      Optional<Judgement> effect = of(pair.effect(), settled);
      if (cause.isPresent() && effect.isPresent() && explains(process, cause.get(), effect.get())) {
        settled.replaceAll(
            j ->
                j.kind() == pair.cause()
                    ? leak(process, cause.get(), effect.get())
                    : j.kind() == pair.effect() && isLeakOf(pair.cause(), j)
                        ? j.putDownTo(pair.cause())
                        : j);
      }
    }
    return settled;
  }

  private static Optional<Judgement> of(LeakKind kind, List<Judgement> judgements) {
    return judgements.stream().filter(j -> j.kind() == kind).findFirst();
  }

  private static boolean explains(ProcessState process, Judgement cause, Judgement effect) {
    Growth held = effect.growth();
    Growth holding = cause.growth();
    if (holding == null || held == null || !held.proven() || held.bytesPerHour() <= 0) {
      return false;
    }
    if (!mayBeCause(cause, holding, isLeakOf(cause.kind(), effect))) {
      return false;
    }
    return fits(cause, holding, effect, held)
        && correlation(levels(process, cause.kind()), levels(process, effect.kind())) >= IN_STEP;
  }

  /** Whether it would be a finding, or is one already put down to that kind. */
  private static boolean isLeakOf(LeakKind kind, Judgement effect) {
    return effect.leaks() || effect.cause() == kind;
  }

  /** Threads that surely grow count before they are a finding, where what they hold leaks. */
  private static boolean mayBeCause(Judgement cause, Growth growth, boolean holdsLeak) {
    boolean threads =
        cause.kind() == LeakKind.THREAD
            && holdsLeak
            && growth.proven()
            && growth.last() - growth.first() >= ResourceAlone.THREADS;
    return cause.cause() == null
        && cause.verdict() != Verdict.NO_LEAK
        && (cause.leaks() || threads);
  }

  private static boolean fits(Judgement cause, Growth holding, Judgement effect, Growth held) {
    if (cause.kind() == LeakKind.HEAP && effect.kind() == LeakKind.NATIVE) {
      return held.bytesPerHour() < OF_THE_COLLECTOR * holding.bytesPerHour();
    }
    boolean either = isBuffers(cause.kind()) || isBuffers(effect.kind());
    return !either || isEarlier(cause.exhaustion(), effect.exhaustion());
  }

  private static boolean isBuffers(LeakKind kind) {
    return kind == LeakKind.DIRECT_BUFFER || kind == LeakKind.MAPPED_BUFFER;
  }

  /** The cause with what it holds; a heap's leak is no surer for what its collector takes. */
  private static Judgement leak(ProcessState process, Judgement cause, Judgement effect) {
    if (cause.kind() == LeakKind.HEAP) {
      return cause;
    }
    Growth holding = cause.growth();
    Growth held = effect.growth();
    if (holding == null || held == null) {
      return cause;
    }
    Subject subject = Subject.of(effect.kind());
    double each = held.bytesPerHour() / holding.bytesPerHour();
    String by =
        cause.kind() == LeakKind.THREAD
            ? subject.amount(each) + " a thread"
            : subject.rate(held.bytesPerHour());
    String what =
        effect.culprits(process).stream()
            .findFirst()
            .map(culprit -> ", mostly " + SurvivingSites.at(culprit))
            .orElse("");
    return cause.holding(
        effect,
        isEarlier(effect.exhaustion(), cause.exhaustion())
            ? effect.exhaustion()
            : cause.exhaustion(),
        "%s rises in step, by %s%s: what leaks holds it.".formatted(subject.start(), by, what));
  }

  private static boolean isEarlier(@Nullable Exhaustion one, @Nullable Exhaustion other) {
    Instant first = one == null ? null : one.p50();
    Instant second = other == null ? null : other.p50();
    return first != null && (second == null || first.isBefore(second));
  }

  private static List<Point> levels(ProcessState process, LeakKind kind) {
    long warmUp = Observation.warmUp(process);
    return kind == LeakKind.HEAP
        ? Observation.judged(process).since(warmUp)
        : process.gauge(kind).map(g -> g.floors().since(warmUp)).orElse(List.of());
  }

  private static double correlation(List<Point> cause, List<Point> effect) {
    return InStep.correlation(
        effect.stream().mapToDouble(Point::second).toArray(),
        effect.stream().mapToDouble(Point::bytes).toArray(),
        cause.stream().mapToDouble(Point::second).toArray(),
        cause.stream().mapToDouble(Point::bytes).toArray());
  }
}
