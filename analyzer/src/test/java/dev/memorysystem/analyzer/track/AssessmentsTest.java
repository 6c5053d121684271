package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Measured;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a workload as a whole, and when it is said anew. */
class AssessmentsTest {
  private static Watched judged(String id, Verdict verdict, long seconds, String reason) {
    var judgement =
        new Judgement(
            LeakKind.HEAP,
            verdict,
            "rule",
            reason,
            seconds,
            0,
            null,
            List.of(),
            null,
            null,
            null,
            List.of());
    return AWatched.of(id, judgement, 0);
  }

  private static @Nullable Assessment next(
      @Nullable Assessment told, long second, List<Tracked> tracked, Watched... running) {
    return Assessments.next(
        told, Measured.WORKLOAD, tracked, List.of(running), NOON.plusSeconds(second));
  }

  private static Assessment said(Verdict verdict, String reason) {
    return new Assessment(Measured.WORKLOAD, verdict, reason, NOON);
  }

  private static boolean retold(Assessment told, long second, Verdict verdict, String reason) {
    Assessment next = next(told, second, List.of(), judged("i-1", verdict, 100, reason));
    Instant at = next.at();
    assertThat(at).isIn(NOON, NOON.plusSeconds(second));
    return !next.equals(told);
  }

  @Test
  void aFindingSpeaksForTheWorkload() {
    Watched flat = judged("i-1", Verdict.NO_LEAK, 100, "Flat.");

    assertThat(next(null, 5, List.of(AFinding.of("a").in(CONFIRMED, 1).tracked(0)), flat))
        .isEqualTo(
            new Assessment(Measured.WORKLOAD, Verdict.LEAK, "reason of a", NOON.plusSeconds(5)));
    assertThat(
            next(
                null,
                5,
                List.of(
                    AFinding.of("s").of(LeakKind.THREAD).tracked(0),
                    AFinding.of("a").in(CONFIRMED, 1).tracked(0)),
                flat))
        .returns("reason of a", Assessment::reason);
    assertThat(next(null, 5, List.of(AFinding.of("a").tracked(0)), flat))
        .returns(Verdict.INSUFFICIENT, Assessment::verdict)
        .returns("A leak is suspected, not confirmed: reason of a", Assessment::reason);
  }

  @Test
  void withoutOneTheProcessThatWasWatchedLongestDoes() {
    assertThat(
            next(
                null,
                5,
                List.of(AFinding.of("a").in(RESOLVED, 1).tracked(0)),
                judged("i-1", Verdict.NO_LEAK, 100, "Flat."),
                judged("i-2", Verdict.INSUFFICIENT, 101, "Young."),
                AWatched.of("i-3", null, 0)))
        .returns(Verdict.INSUFFICIENT, Assessment::verdict)
        .returns("Young.", Assessment::reason);
    assertThat(next(null, 5, List.of())).isNull();
    Assessment told = said(Verdict.NO_LEAK, "Flat.");
    assertThat(next(told, 5, List.of())).isSameAs(told);
  }

  @Test
  void tenMinutesWithoutAProcessAreSaid() {
    Tracked absent = AFinding.of("a").in(RESOLVED, 1).tracked(0).absentSince(NOON);

    assertThat(next(null, 599, List.of(absent))).isNull();
    assertThat(next(null, 600, List.of(absent)))
        .returns("No process of the workload reports any more.", Assessment::reason);
  }

  @Test
  void aLeakThatComesOrGoesIsSaidAtOnce() {
    assertThat(retold(said(Verdict.NO_LEAK, "Flat."), 1, Verdict.LEAK, "Grows.")).isTrue();
    assertThat(retold(said(Verdict.LEAK, "Grows."), 1, Verdict.NO_LEAK, "Flat.")).isTrue();
  }

  @Test
  void anotherVerdictOrSentenceWaitsAMinute() {
    Assessment flat = said(Verdict.NO_LEAK, "Flat for 5 min.");

    assertThat(retold(flat, 59, Verdict.INSUFFICIENT, "Young.")).isFalse();
    assertThat(retold(flat, 60, Verdict.INSUFFICIENT, "Young.")).isTrue();
    assertThat(retold(flat, 59, Verdict.NO_LEAK, "It fell for 5 min.")).isFalse();
    assertThat(retold(flat, 60, Verdict.NO_LEAK, "It fell for 5 min.")).isTrue();
  }

  @Test
  void otherNumbersWaitAnHour() {
    Assessment flat = said(Verdict.NO_LEAK, "Flat for 5 min at 10.5 MiB, 3 % of it.");

    assertThat(retold(flat, 3599, Verdict.NO_LEAK, "Flat for 2 h 3 min at 1.5 GiB, 30 % of it."))
        .isFalse();
    assertThat(retold(flat, 3600, Verdict.NO_LEAK, "Flat for 2 h 3 min at 1.5 GiB, 30 % of it."))
        .isTrue();
    assertThat(retold(flat, 9999, Verdict.NO_LEAK, "Flat for 5 min at 10.5 MiB, 3 % of it."))
        .isFalse();
  }
}
