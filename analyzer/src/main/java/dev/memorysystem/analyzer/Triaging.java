package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.track.Findings;
import dev.memorysystem.analyzer.track.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people made of findings, put onto the findings: when the profile says it, and again when its
 * time is over. What has ended does not come back by a late signal: it is taken out of the
 * settings.
 */
final class Triaging {
  private Triaging() {}

  /** The step, and a finding told once more where what a person made of it has changed. */
  static Step apply(Step step, Instant at) {
    WorkloadState state = step.state();
    DetectionSettings settings = state.settings();
    if (settings == null) {
      return step;
    }
    DetectionSettings holding = settings.holdingAt(at);
    Map<String, Triage> triage = holding.triage();
    List<Decision> decisions = new ArrayList<>(step.decisions());
    List<Tracked> next =
        state.tracked().stream()
            .map(t -> t.with(triaged(t.finding(), triage, at, decisions)))
            .toList();
    List<Finding> past = state.past().stream().map(f -> triaged(f, triage, at, decisions)).toList();
    return decisions.size() == step.decisions().size() && holding.equals(settings)
        ? step
        : new Step(state.with(holding).told(next, past, state.assessed()), decisions);
  }

  private static Finding triaged(
      Finding finding, Map<String, Triage> triage, Instant at, List<Decision> decisions) {
    Triage before = finding.triage();
    Triage now = triage.get(finding.id());
    if (Objects.equals(before, now)) {
      return finding;
    }
    boolean ended = now == null && before != null && !before.holds(at);
    Instant until = before == null ? null : before.until();
    Instant since = ended && until != null ? until : at;
    Finding told = Findings.triaged(finding, now, since, why(before, now, ended));
    decisions.add(new Decision.FindingChanged(told));
    return told;
  }

  private static String why(@Nullable Triage before, @Nullable Triage now, boolean ended) {
    if (now == null) {
      TriageState was = before == null ? TriageState.OPEN : before.state();
      return ended
          ? "%s until now by the profile; that time is over.".formatted(was)
          : "The profile no longer has it as %s.".formatted(was);
    }
    String until = now.until() == null ? "" : " until " + now.until();
    String reason = now.reason() == null ? "." : ": " + now.reason();
    return now.state() + " by the profile" + until + reason;
  }
}
