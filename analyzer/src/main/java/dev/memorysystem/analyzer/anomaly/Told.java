package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The anomalies of a workload while they change: one a kind at most goes on. */
final class Told {
  /** Remembered; those over the longest are forgotten first. Chosen: a screen. */
  static final int MOST = 5;

  /** What was over so long ago is news no more. Chosen. */
  private static final Duration NEWS = Duration.ofDays(7);

  private final List<Anomaly> anomalies;

  Told(List<Anomaly> before) {
    anomalies = new ArrayList<>(before);
  }

  /**
   * Of two accounts: what one of them knows to be over is over, and of two of a kind that go on it
   * is the earlier.
   */
  static List<Anomaly> together(List<Anomaly> both) {
    List<Anomaly> ordered =
        both.stream()
            .sorted(
                Comparator.comparing(Anomaly::since)
                    .thenComparing(Anomaly::kind)
                    .thenComparing(Anomaly::goesOn)
                    .thenComparing(Anomaly::toString))
            .toList();
    Told all = new Told(List.of());
    for (Anomaly anomaly : ordered) {
      boolean known =
          all.of(anomaly.kind()).stream().anyMatch(a -> a.since().equals(anomaly.since()));
      if (!known && !(anomaly.goesOn() && all.open(anomaly.kind()).isPresent())) {
        all.begins(anomaly);
      }
    }
    return all.bounded();
  }

  Optional<Anomaly> open(AnomalyKind kind) {
    return anomalies.stream().filter(a -> a.kind() == kind && a.goesOn()).findFirst();
  }

  List<Anomaly> of(AnomalyKind kind) {
    return anomalies.stream().filter(a -> a.kind() == kind).toList();
  }

  void begins(Anomaly anomaly) {
    anomalies.add(anomaly);
  }

  void change(AnomalyKind kind, UnaryOperator<Anomaly> change) {
    anomalies.replaceAll(a -> a.kind() == kind && a.goesOn() ? change.apply(a) : a);
  }

  void over(AnomalyKind kind, Instant at, String why) {
    change(kind, a -> a.over(at.isBefore(a.since()) ? a.since() : at, why));
  }

  private static boolean isOld(@Nullable Instant until, Instant now) {
    return until != null && Duration.between(until, now).compareTo(NEWS) > 0;
  }

  /** Without what is old, and no more than are remembered. */
  List<Anomaly> at(Instant now) {
    anomalies.removeIf(a -> isOld(a.until(), now));
    return bounded();
  }

  private List<Anomaly> bounded() {
    for (int i = 0; i < anomalies.size() && anomalies.size() > MOST; ) {
      if (anomalies.get(i).goesOn()) {
        i++;
      } else {
        anomalies.remove(i);
      }
    }
    return anomalies;
  }
}
