package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.recording.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a run left behind to its score. */
final class Scoring {
  private Scoring() {}

  static Scored score(RunPlan plan, RunResult result, RunFolder folder) throws IOException {
    if (result.problem() != null) {
      return new Scored(plan, null, result.problem());
    }
    List<Signal> signals = Recording.read(folder.recording());
    if (signals.stream().noneMatch(LiveSet.class::isInstance)) {
      return new Scored(plan, null, "the agent reported nothing");
    }
    return judge(plan, result.life(), Story.of(signals), Overhead.exceeded(signals));
  }

  private static Scored judge(
      RunPlan plan, @Nullable Double life, Story story, Optional<Instant> overhead) {
    if (!plan.variant().leaks()) {
      return new Scored(plan, Judge.clean(story), null);
    }
    if (life == null) {
      return new Scored(plan, null, "the leak was not exhausted");
    }
    double end = overhead.map(at -> Story.seconds(story.begin(), at)).orElse(life);
    return new Scored(plan, Judge.leak(story, plan.variant(), Math.min(life, end)), null);
  }

  /**
   * Whether watch said at its end what the replay of its recording says: they are one fold. What is
   * told beside a finding is none of it.
   */
  static boolean replaysAsTold(RunFolder folder) throws IOException {
    Report told = Json.mapper().readValue(folder.report().toFile(), Report.class);
    List<Finding> alone = told.findings().stream().map(f -> f.beside(null, null, null)).toList();
    return new Report(alone, told.assessments(), told.anomalies())
        .equals(Story.of(Recording.read(folder.recording())).end());
  }
}
