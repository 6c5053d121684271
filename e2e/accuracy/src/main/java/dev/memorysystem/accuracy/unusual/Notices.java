package dev.memorysystem.accuracy.unusual;

import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.accuracy.shape.UnusualCase;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.Step;
import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was told of one case.
 *
 * @param shape of the case
 * @param detail what tells the case from others of the shape
 * @param asked the kind that is there; absent where everything is as usual
 * @param after time from its beginning until it was told; absent when it was not
 * @param wrong what was told and is not there
 */
public record Notices(
    String shape,
    String detail,
    @Nullable AnomalyKind asked,
    @Nullable Duration after,
    List<Anomaly> wrong) {
  /** Two windows of a rule may lie half before what they tell of. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  public Notices {
    wrong = List.copyOf(wrong);
  }

  /** An anomaly and when it was first told. */
  private record Told(Anomaly anomaly, Instant at) {}

  private record Key(AnomalyKind kind, Instant since) {}

  public static Notices of(UnusualCase unusual) {
    Case drawn = unusual.drawn();
    UnusualCase.Truth truth = unusual.truth();
    Duration after = null;
    List<Anomaly> wrong = new ArrayList<>();
    for (Told told : told(drawn)) {
      Anomaly anomaly = told.anomaly();
      if (truth != null && isIt(anomaly, truth, drawn.interval())) {
        Duration took = Duration.between(truth.from(), told.at());
        after = after == null ? took : after;
      } else if (!unusual.beside().contains(anomaly.kind())) {
        wrong.add(anomaly);
      }
    }
    return new Notices(
        drawn.name(), drawn.detail(), truth == null ? null : truth.kind(), after, wrong);
  }

  /** It begins with what is there, by two reports or a minute. */
  private static boolean isIt(Anomaly anomaly, UnusualCase.Truth truth, Duration interval) {
    Duration slack = EARLY.plus(interval.multipliedBy(2));
    return anomaly.kind() == truth.kind()
        && !anomaly.since().isBefore(truth.from().minus(slack))
        && !anomaly.since().isAfter(truth.to().plus(slack));
  }

  private static List<Told> told(Case drawn) {
    Map<Key, Told> told = new LinkedHashMap<>();
    WorkloadState state = WorkloadAnalysis.initial(drawn.signals().getFirst().signal().workload());
    for (Case.Arrival arrival : drawn.signals()) {
      Step step = WorkloadAnalysis.step(state, arrival.signal());
      state = step.state();
      for (Decision decision : step.decisions()) {
        if (decision instanceof Decision.AnomaliesChanged changed) {
          for (Anomaly anomaly : changed.anomalies().anomalies()) {
            told.putIfAbsent(
                new Key(anomaly.kind(), anomaly.since()), new Told(anomaly, arrival.at()));
          }
        }
      }
    }
    return List.copyOf(told.values());
  }
}
