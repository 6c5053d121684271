package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A finding that was found after 100 s, and leaked last 1,000 s after noon. */
class QuietTest {
  private static final int LOOKS = 3;

  private static Tracked tracked(AFinding finding, int missed, @Nullable Instant absentSince) {
    return new Tracked(
        finding.told(),
        NOON,
        100,
        100,
        0,
        missed,
        NOON.plusSeconds(1000),
        List.of(),
        null,
        absentSince);
  }

  private static Tracked suspected(int missed) {
    return tracked(AFinding.of("a"), missed, null);
  }

  private static Tracked confirmed(int missed) {
    return tracked(AFinding.of("a").in(CONFIRMED, 500), missed, null);
  }

  private static Watched watched(Verdict verdict, long seconds, int cycles) {
    return AWatched.of("i-1", AWatched.judged(verdict, seconds, null), cycles);
  }

  private static boolean resolved(Tracked tracked, long second, Watched... running) {
    Optional<Finding> found =
        new Quiet(tracked, List.of(running), NOON.plusSeconds(second)).resolved();
    found.ifPresent(f -> assertThat(f.state()).isEqualTo(RESOLVED));
    return found.isPresent();
  }

  @Test
  void aSuspicionIsDroppedAfterHalfTheTimeThatRaisedIt() {
    Watched flat = watched(Verdict.NO_LEAK, 5000, 0);

    assertThat(resolved(suspected(LOOKS), 1049, flat)).isFalse();
    assertThat(resolved(suspected(LOOKS), 1050, flat)).isTrue();
    assertThat(resolved(suspected(LOOKS - 1), 1299, flat)).as("two looks").isFalse();
    assertThat(resolved(suspected(LOOKS), 2000, watched(Verdict.NO_LEAK, 49, 0)))
        .as("watched for less")
        .isFalse();
  }

  @Test
  void whatIsConfirmedNeedsAsLongAsItTookAndThreeCycles() {
    assertThat(resolved(confirmed(LOOKS), 1099, watched(Verdict.NO_LEAK, 5000, 3))).isFalse();
    assertThat(resolved(confirmed(LOOKS), 1100, watched(Verdict.NO_LEAK, 5000, 3))).isTrue();
    assertThat(resolved(confirmed(LOOKS), 1100, watched(Verdict.NO_LEAK, 5000, 2))).isFalse();
    assertThat(resolved(confirmed(LOOKS - 1), 1299, watched(Verdict.NO_LEAK, 5000, 3))).isFalse();
  }

  @Test
  void whereNothingCanBeSaidItTakesThreeTimesAsLong() {
    for (Tracked tracked : List.of(suspected(0), confirmed(0))) {
      assertThat(resolved(tracked, 1299, watched(Verdict.INSUFFICIENT, 5000, 0))).isFalse();
      assertThat(resolved(tracked, 1300, watched(Verdict.INSUFFICIENT, 5000, 0))).isTrue();
    }
    assertThat(
            resolved(
                suspected(LOOKS),
                1100,
                watched(Verdict.NO_LEAK, 5000, 9),
                watched(Verdict.INSUFFICIENT, 5000, 9)))
        .as("one of them is not sure")
        .isFalse();
  }

  @Test
  void whoIsNotJudgedOrIsFullSaysNothing() {
    assertThat(resolved(suspected(LOOKS), 9000, AWatched.of("i-1", null, 9))).isFalse();
    ProcessRef process = Measured.process("i-1", NOON);
    var full = AWatched.cycled(process, 0);
    for (int i = 1; i <= 4; i++) {
      full =
          full.with(
              Measured.at(100L * i)
                  .of(process)
                  .floor(95)
                  .heap(null, 100L)
                  .oldCycles(i, 95L)
                  .told());
    }
    Watched atLimit =
        new Watched(full, 0, AWatched.judged(Verdict.NO_LEAK, 5000, null), 0, false, List.of());
    assertThat(resolved(suspected(LOOKS), 9000, atLimit)).isFalse();
  }

  @Test
  void aWorkloadWithoutAProcessForTenMinutesIsClosed() {
    Tracked absent = tracked(AFinding.of("a"), 0, NOON.plusSeconds(2000));

    assertThat(resolved(absent, 2599)).isFalse();
    assertThat(resolved(absent, 2600)).isTrue();
    assertThat(resolved(suspected(0), 99_000)).as("not known to be absent").isFalse();
  }

  @Test
  void theReasonNamesTheRevisionThatNoLongerRuns() {
    AFinding found = AFinding.of("a").seen(null, new Sighting("r1", null, NOON));
    Watched fixed =
        AWatched.of(
            Measured.process("i-2", NOON).of("r2"),
            AWatched.judged(Verdict.NO_LEAK, 5000, null),
            0);
    Watched old =
        AWatched.of(
            Measured.process("i-1", NOON).of("r1"),
            AWatched.judged(Verdict.NO_LEAK, 4000, null),
            0);
    Watched unknown = watched(Verdict.NO_LEAK, 5000, 0);

    assertThat(why(found, fixed)).startsWith("Revision r2 does not show what revision r1 did: no ");
    assertThat(why(found, fixed, old)).startsWith("No growth for 10 min and 0 old-generation");
    assertThat(why(found, old)).startsWith("No growth");
    assertThat(why(found, unknown)).startsWith("No growth");
    assertThat(why(AFinding.of("a"), fixed)).startsWith("No growth").contains("suspected after");
    assertThat(why(found.in(CONFIRMED, 9), AWatched.of("i", fixed.judgement(), 3)))
        .contains("confirmed after");
  }

  private static String why(AFinding finding, Watched... running) {
    return new Quiet(tracked(finding, LOOKS, null), List.of(running), NOON.plusSeconds(1600))
        .resolved()
        .orElseThrow()
        .reason();
  }

  @Test
  void aForecastOfProcessesThatAreGoneIsStale() {
    Exhaustion exhaustion = new Exhaustion(9, null, NOON, null, NOON);
    Tracked forecast = tracked(AFinding.of("a").until(exhaustion), 0, null);
    Watched other = AWatched.of("i-2", null, 0);

    assertThat(new Quiet(forecast, List.of(), NOON).forecastIsStale()).isTrue();
    assertThat(new Quiet(forecast, List.of(other), NOON).forecastIsStale()).isTrue();
    assertThat(
            new Quiet(forecast, List.of(other, watched(Verdict.NO_LEAK, 9, 0)), NOON)
                .forecastIsStale())
        .isFalse();
    assertThat(new Quiet(suspected(0), List.of(), NOON).forecastIsStale()).isFalse();
  }
}
