package dev.memorysystem.accuracy.fit;

import dev.memorysystem.accuracy.fit.Conformal.Weighted;
import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Outlook;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bounds of forecasts, found anew. */
public final class Fit {
  private static final Duration HORIZON = DetectionSettings.DEFAULT_HORIZON;

  private Fit() {}

  /**
   * @param generated cases, not those that figures are published of
   * @param recorded runs, which count as much as all generated ones
   * @return the constants, for people to put where they belong
   */
  public static String of(Stream<Case> generated, List<Case> recorded) {
    List<Double> drawn = generated.flatMap(each -> errors(each).stream()).toList();
    List<Double> real = recorded.parallelStream().flatMap(each -> errors(each).stream()).toList();
    List<Weighted> errors = new ArrayList<>();
    drawn.forEach(error -> errors.add(new Weighted(error, 1.0 / drawn.size())));
    real.forEach(error -> errors.add(new Weighted(error, 1.0 / real.size())));
    if (errors.isEmpty()) {
      return "nothing was forecast\n";
    }
    double low = Conformal.quantile(errors, 0.1);
    double high = Conformal.quantile(errors, 0.9);
    return String.format(
        Locale.ROOT,
        "Forecast: LOW %.2f, HIGH %.2f; within: %.2f of %d generated leaks, %.2f of %d recorded%n",
        low,
        high,
        within(drawn, low, high),
        drawn.size(),
        within(real, low, high),
        real.size());
  }

  private static double within(List<Double> errors, double low, double high) {
    return errors.isEmpty()
        ? Double.NaN
        : errors.stream().filter(e -> e >= low && e <= high).count() / (double) errors.size();
  }

  /** Of the newest finding that is open at the end of a leak; none without one and a forecast. */
  private static List<Double> errors(Case judged) {
    Case.Leak leak = judged.leak();
    List<Double> found = new ArrayList<>();
    if (leak != null) {
      Judge.of(
          judged,
          (state, finding) -> {
            Double error = error(judged, leak, state, finding.kind());
            if (error != null) {
              found.add(error);
            }
          });
    }
    return found.subList(Math.max(0, found.size() - 1), found.size());
  }

  /**
   * Logarithm of actual over predicted time left, over its scale, of the process that is predicted
   * to run out first; null when nothing is predicted.
   */
  private static @Nullable Double error(
      Case judged, Case.Leak leak, WorkloadState state, LeakKind kind) {
    Case.Arrival last = judged.signals().getLast();
    double left = Duration.between(last.at(), leak.exhausted()).toMillis() / 1000.0;
    return state.processes().stream()
        .filter(watched -> !watched.gone() && leaks(watched.of(kind).judgement()))
        .flatMap(watched -> Outlook.of(watched.state(), kind, last.signal().at(), HORIZON).stream())
        .min(Comparator.comparingDouble(Outlook::seconds))
        .map(found -> Math.log(left / Math.max(1, found.seconds())) / found.scale())
        .orElse(null);
  }

  private static boolean leaks(@Nullable Judgement judgement) {
    return judgement != null && judgement.verdict() == Verdict.LEAK;
  }
}
