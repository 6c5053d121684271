package dev.memorysystem.accuracy.judge;

import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.Step;
import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feeds a case to the fold, as the collector does, and keeps what a user would have been told. */
public final class Judge {
  private final Case judged;
  private final Listener listener;
  private final Instant from;
  private final Map<String, Finding> open = new LinkedHashMap<>();
  private @Nullable Instant suspected;
  private @Nullable Instant confirmed;
  private double score;
  private @Nullable Double confidence;
  private boolean early;
  private @Nullable Assessment assessment;
  private @Nullable Exhaustion exhaustion;

  private Judge(Case judged, Listener listener) {
    this.judged = judged;
    this.listener = listener;
    this.from = judged.leak() == null ? judged.starts() : judged.leak().from();
  }

  public static Verdict of(Case judged) {
    return of(judged, new Listener() {});
  }

  /** The same, and tells what is known of each finding that counts. */
  public static Verdict of(Case judged, Listener listener) {
    return new Judge(judged, listener).run();
  }

  /** Hears of findings. */
  public interface Listener {
    /**
     * One was told.
     *
     * @param at by the clock of the sender
     */
    default void told(WorkloadState state, Finding finding, Instant at) {}

    /** One is open when all has been seen. */
    default void open(WorkloadState state, Finding finding) {}
  }

  private Verdict run() {
    WorkloadState state = WorkloadAnalysis.initial(judged.signals().getFirst().signal().workload());
    for (Case.Arrival arrival : judged.signals()) {
      Step step = WorkloadAnalysis.step(state, arrival.signal());
      state = step.state();
      for (Decision decision : step.decisions()) {
        switch (decision) {
          case Decision.FindingChanged changed -> told(state, changed.finding(), arrival);
          case Decision.AssessmentChanged changed -> assessment = changed.assessment();
          case Decision.AnomaliesChanged changed -> {
            // no verdict: see Noticed
          }
        }
      }
    }
    for (Finding finding : open.values()) {
      listener.open(state, finding);
    }
    return new Verdict(
        suspected,
        confirmed,
        score,
        confidence,
        early,
        !open.isEmpty(),
        assessment == null ? "" : assessment.verdict().toString(),
        assessment == null ? "" : assessment.reason(),
        open.isEmpty() ? null : exhaustion);
  }

  private void told(WorkloadState state, Finding finding, Case.Arrival arrival) {
    Instant at = arrival.at();
    if (finding.state() == FindingState.RESOLVED) {
      open.remove(finding.id());
      return;
    }
    open.put(finding.id(), finding);
    if (at.isBefore(from)) {
      early = true;
      return;
    }
    boolean sure = finding.state() == FindingState.CONFIRMED;
    suspected = suspected == null ? at : suspected;
    confirmed = confirmed == null && sure ? at : confirmed;
    score = Math.max(score, finding.confidence());
    listener.told(state, finding, arrival.signal().at());
    confidence = finding.confidence();
    exhaustion = finding.exhaustion();
  }
}
