package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Growth by 240 MiB in 24 minutes to 350, of 960 that were free. */
class SignsTest {
  private static final LongUnaryOperator LINE = t -> 100 + t / 6;

  private static AnObservation line() {
    return AnObservation.of(Seen.minutes(25, LINE)).limit(1070 * MIB);
  }

  private static Signs of(AnObservation observation, SiteSurvivors... culprits) {
    Observation seen = observation.seen();
    return Signs.of(seen, Objects.requireNonNull(seen.growth()), List.of(culprits)).orElseThrow();
  }

  @Test
  void roomUsedCountsTwiceUpToAHalf() {
    Signs signs = of(line());

    assertThat(signs.used()).isCloseTo(0.5, within(1e-6));
    assertThat(signs.much()).isCloseTo(0.25, within(1e-6));
    // ln(1 + 2.4) of ln(1 + 144)
    assertThat(signs.lasting()).isCloseTo(0.5 * 1.2238 / 4.9767, within(1e-4));
    assertThat(of(line().limit(400 * MIB)).used()).isEqualTo(1);
  }

  @Test
  void aStraightLineIsExactAndKeepsItsPace() {
    Signs signs = of(line());

    assertThat(signs.straight()).isEqualTo(1);
    assertThat(signs.kept()).isCloseTo(1, within(1e-9));
    // ln(0.002) / 6
    assertThat(signs.exact()).isCloseTo(1.0358, within(1e-4));
  }

  @Test
  void whatFillsIsNotStraightAndSlowsDown() {
    Signs signs =
        of(
            AnObservation.of(
                Seen.minutes(40, t -> 100 + Math.round(400 * (1 - Math.exp(-t / 900.0))))));

    assertThat(signs.straight()).isBetween(-1.0, -0.5);
    assertThat(signs.kept()).isBetween(0.3, 0.5);
    assertThat(signs.exact()).isBetween(0.1, 0.9);
  }

  @Test
  void fewPointsHaveNoShape() {
    assertThat(of(AnObservation.of(Seen.minutes(7, LINE))).straight()).isZero();
    assertThat(of(AnObservation.of(Seen.minutes(8, LINE))).straight()).isPositive();
  }

  @Test
  void whatFallsKeepsNothing() {
    assertThat(of(AnObservation.of(Seen.minutes(25, t -> 500 - t / 6))).kept()).isEqualTo(0.3);
  }

  @Test
  void whatIsComputedForAMapIsAsCachesAre() {
    SiteSurvivors memoised = ASite.of("com.acme.Order").memoised().born(60, 20);
    SiteSurvivors plain = ASite.of("com.acme.Order").born(60, 20);

    assertThat(of(line(), memoised, plain).plain()).isZero();
    assertThat(of(line(), plain, memoised).plain()).isEqualTo(1);
    assertThat(of(line()).plain()).isEqualTo(1);
  }

  @Test
  void otherStartsThatLeakCountUpToTwo() {
    Peer leaking = new Peer(AProcess.fresh(), Verdict.LEAK);
    Peer calm = new Peer(AProcess.fresh(), Verdict.NO_LEAK);

    assertThat(of(line().beside(calm)).elsewhere()).isZero();
    assertThat(of(line().beside(calm, leaking)).elsewhere()).isEqualTo(0.5);
    assertThat(of(line().beside(leaking, leaking, leaking)).elsewhere()).isEqualTo(1);
  }

  @Test
  void degreesAreInTheOrderOfTheirNames() {
    Signs signs = new Signs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(signs.degrees()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(Signs.NAMES)
        .containsExactly(
            "used",
            "much",
            "lasting",
            "straight",
            "kept",
            "exact",
            "plain",
            "elsewhere",
            "unbound",
            "even");
  }

  @Test
  void aProcessShowsThemByKind() {
    var threads = Seen.gauge(LeakKind.THREAD, Seen.minutes(25, t -> 1000 + 2 * t), 6000 * MIB);
    ProcessState state =
        AProcess.of(AProcess.fresh()).oldFloors(Seen.minutes(25, LINE)).beside(threads).state();

    assertThat(of(state, LeakKind.HEAP)).isPresent();
    assertThat(of(state, LeakKind.THREAD)).isPresent().isNotEqualTo(of(state, LeakKind.HEAP));
    assertThat(of(state, LeakKind.NATIVE)).isEmpty();
    assertThat(of(AProcess.fresh(), LeakKind.HEAP)).isEmpty();
  }

  private static Optional<Signs> of(ProcessState state, LeakKind kind) {
    return Signs.of(state, kind, NOON.plusSeconds(1500), Duration.ofDays(7), List.of());
  }
}
