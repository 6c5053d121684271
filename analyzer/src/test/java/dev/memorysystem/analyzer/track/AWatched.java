package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that was judged. */
final class AWatched {
  private AWatched() {}

  static Judgement judged(Verdict verdict, long seconds, @Nullable LeakKind cause) {
    return judged(LeakKind.HEAP, verdict, seconds, cause);
  }

  static Judgement judged(LeakKind kind, Verdict verdict, long seconds, @Nullable LeakKind cause) {
    return new Judgement(
        kind,
        verdict,
        "a rule",
        "Because.",
        seconds,
        0.5,
        null,
        List.of(),
        null,
        cause,
        null,
        List.of("a rule: Because."));
  }

  /** That has completed so many old-generation cycles since it was first heard. */
  static ProcessState cycled(ProcessRef process, int cycles) {
    ProcessState state = ProcessState.of(process, NOON);
    for (int i = 0; i <= cycles; i++) {
      state = state.with(Measured.at(10L * (i + 1)).of(process).oldCycles(i, null).told());
    }
    return state;
  }

  static Watched of(String id, @Nullable Judgement judgement, int cycles) {
    return of(Measured.process(id, NOON), judgement, cycles);
  }

  static Watched of(ProcessRef process, @Nullable Judgement judgement, int cycles) {
    return new Watched(cycled(process, cycles), 0, judgement, 0, false, List.of());
  }
}
