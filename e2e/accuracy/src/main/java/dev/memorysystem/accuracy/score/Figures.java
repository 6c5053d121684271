package dev.memorysystem.accuracy.score;

import dev.memorysystem.accuracy.shape.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of one seed's results. */
final class Figures {
  /** What comparators are allowed. */
  static final double FALSE_POSITIVES = 0.01;

  private final List<Result> leaks;
  private final List<Result> others;

  Figures(List<Result> results) {
    leaks = results.stream().filter(Result::leak).toList();
    others = results.stream().filter(r -> !r.leak()).toList();
  }

  /** Which leaks. */
  enum Of {
    HEAP,
    BESIDE_HEAP
  }

  double recall(Of of) {
    return recall(of, r -> r.verdict().score());
  }

  double recall(Of of, String peer) {
    return recall(of, r -> Objects.requireNonNull(r.peers().get(peer), peer));
  }

  private double recall(Of of, ToDoubleFunction<Result> score) {
    List<Result> those =
        leaks.stream()
            .filter(r -> Shape.BESIDE_HEAP.contains(r.name()) == (of == Of.BESIDE_HEAP))
            .toList();
    return others.isEmpty() || those.isEmpty()
        ? Double.NaN
        : Roc.recall(scores(those, score), scores(others, score), FALSE_POSITIVES);
  }

  private static double[] scores(List<Result> results, ToDoubleFunction<Result> score) {
    return results.stream().mapToDouble(score).toArray();
  }

  /** Median share of life over at suspicion; what was missed counts as all of it. */
  double suspectedAfter(String name) {
    return Range.median(
        leaks.stream()
            .filter(r -> r.name().equals(name))
            .mapToDouble(r -> r.suspectedShare() == null ? 1 : r.suspectedShare())
            .toArray());
  }

  double suspectedBefore(double share, Set<String> names) {
    return share(
        leaks.stream().filter(r -> names.contains(r.name())).toList(),
        r -> r.suspectedShare() != null && r.suspectedShare() < share);
  }

  double forecastError() {
    return Range.median(
        leaks.stream()
            .map(Result::forecast)
            .filter(f -> f != null && f.error() != null)
            .mapToDouble(f -> Math.abs(f.error()))
            .toArray());
  }

  double covered() {
    return share(forecast(), r -> r.forecast() != null && r.forecast().within());
  }

  double late() {
    return share(forecast(), r -> r.forecast() != null && r.forecast().late());
  }

  /** Share of the leaks with a finding, and so a forecast or none predicted, at half life. */
  double forecastShare() {
    return share(leaks, r -> r.forecast() != null);
  }

  private List<Result> forecast() {
    return leaks.stream().filter(r -> r.forecast() != null).toList();
  }

  double calibrationError() {
    return Calibration.error(
        Stream.concat(leaks.stream(), others.stream())
            .filter(r -> r.verdict().confidence() != null)
            .map(
                r ->
                    new Calibration.Said(
                        Objects.requireNonNull(r.verdict().confidence()), r.leak()))
            .toList());
  }

  double confirmedLeaks() {
    return share(leaks, r -> r.verdict().confirmed() != null);
  }

  double confirmedOthers() {
    return share(others, r -> r.verdict().confirmed() != null);
  }

  double suspectedOthers() {
    return share(others, r -> r.verdict().suspected() != null);
  }

  double insufficientOthers() {
    return share(others, r -> r.verdict().assessment().equals("insufficient"));
  }

  static double share(List<Result> of, Predicate<Result> those) {
    return of.isEmpty() ? Double.NaN : (double) of.stream().filter(those).count() / of.size();
  }
}
