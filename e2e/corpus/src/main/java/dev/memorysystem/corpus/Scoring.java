package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.recording.Recording;
import java.io.IOException;
import java.util.List;

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
    return judge(plan, result, Story.of(signals));
  }

  private static Scored judge(RunPlan plan, RunResult result, Story story) {
    Variant variant = plan.variant();
    Double life = result.life();
    if (variant.leaks() && life == null) {
      return new Scored(plan, null, "the leak was not exhausted");
    }
    return new Scored(
        plan,
        life == null || !variant.leaks() ? Judge.clean(story) : Judge.leak(story, variant, life),
        null);
  }

  /** Whether watch said at its end what the replay of its recording says: they are one fold. */
  static boolean replaysAsTold(RunFolder folder) throws IOException {
    Report told = Json.mapper().readValue(folder.report().toFile(), Report.class);
    return told.equals(Story.of(Recording.read(folder.recording())).end());
  }
}
