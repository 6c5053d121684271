package dev.memorysystem.accuracy.fit;

import dev.memorysystem.accuracy.fit.Conformal.Weighted;
import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Outlook;
import dev.memorysystem.analyzer.detect.Peer;
import dev.memorysystem.analyzer.detect.Signs;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The weights of confidence and the bounds of forecasts, found anew. */
public final class Fit {
  private static final Duration HORIZON = DetectionSettings.DEFAULT_HORIZON;

  /**
   * How much of a case is what was told of it last, of which calibration is taken. Chosen by
   * leaving out one seed of the tuning family after the other: half is less well calibrated.
   */
  private static final double LAST = 0.8;

  private Fit() {}

  /**
   * What came of one case.
   *
   * @param told signs of each finding when it was told
   * @param errors of its forecast at the end of what is shown, over its scale; at most one
   */
  private record Seen(boolean leak, List<Told> told, List<Double> errors) {}

  private record Told(boolean heap, Signs signs) {}

  /**
   * @param generated cases, not those that figures are published of
   * @param recorded runs, which count as much as all generated ones where forecasts are concerned,
   *     and not elsewhere
   * @return the constants, for people to put where they belong
   */
  public static String of(Stream<Case> generated, List<Case> recorded) {
    List<Seen> seen = generated.map(Fit::see).toList();
    List<Double> drawn = errors(seen);
    List<Double> real = errors(recorded.parallelStream().map(Fit::see).toList());
    return weights("HEAP", seen, Told::heap)
        + weights("BESIDE", seen, told -> !told.heap())
        + bounds(drawn, real);
  }

  private static List<Double> errors(List<Seen> cases) {
    return cases.stream().flatMap(seen -> seen.errors().stream()).toList();
  }

  /** Most of a case is what was told of it last; the rest is all that was told. */
  private static String weights(String name, List<Seen> cases, Predicate<Told> those) {
    List<Logistic.Row> rows = new ArrayList<>();
    int findings = 0;
    for (Seen seen : cases) {
      List<Told> told = seen.told().stream().filter(those).toList();
      findings += told.isEmpty() ? 0 : 1;
      for (int i = 0; i < told.size(); i++) {
        double weight = (i == told.size() - 1 ? LAST : 0) + (1 - LAST) / told.size();
        rows.add(new Logistic.Row(told.get(i).signs().degrees(), seen.leak(), weight));
      }
    }
    if (rows.isEmpty()) {
      return name + ": nothing was found\n";
    }
    double[] weights = Logistic.fit(rows).weights();
    String named =
        IntStream.range(0, weights.length)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        i == 0 ? "intercept" : Signs.NAMES.get(i - 1),
                        weights[i]))
            .collect(Collectors.joining(", "));
    return "Confidence: %s of %d findings: %s%n".formatted(name, findings, named);
  }

  private static String bounds(List<Double> drawn, List<Double> real) {
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

  /** Forecasts are of the newest finding that is open at the end of a leak. */
  private static Seen see(Case judged) {
    Case.Leak leak = judged.leak();
    List<Told> told = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    Judge.of(
        judged,
        new Judge.Listener() {
          @Override
          public void told(WorkloadState state, Finding finding, Instant at) {
            boolean heap = finding.kind() == LeakKind.HEAP;
            signs(state, finding, at).ifPresent(signs -> told.add(new Told(heap, signs)));
          }

          @Override
          public void open(WorkloadState state, Finding finding) {
            Double error = leak == null ? null : error(judged, leak, state, finding.kind());
            if (error != null) {
              errors.add(error);
            }
          }
        });
    return new Seen(
        leak != null, told, errors.subList(Math.max(0, errors.size() - 1), errors.size()));
  }

  /** Of the process that shows a finding best. */
  private static Optional<Signs> signs(WorkloadState state, Finding finding, Instant at) {
    LeakKind kind = finding.kind();
    return state.processes().stream()
        .filter(watched -> leaks(watched.of(kind).judgement()))
        .max(Comparator.comparingDouble(watched -> confidence(watched.of(kind).judgement())))
        .flatMap(best -> Signs.of(best.state(), kind, at, HORIZON, others(state, best)));
  }

  private static double confidence(@Nullable Judgement judgement) {
    return judgement == null ? 0 : judgement.confidence();
  }

  private static List<Peer> others(WorkloadState state, Watched watched) {
    List<Peer> peers = new ArrayList<>();
    for (Watched other : state.processes()) {
      Judgement judgement = other.judgement();
      if (judgement != null && !other.state().process().equals(watched.state().process())) {
        peers.add(new Peer(other.state(), judgement.verdict()));
      }
    }
    return peers;
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
