package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.signal.Measured;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reader is told anew. */
class FindingsTest {
  private static final Finding KNOWN = AFinding.of("a").told();

  private static boolean isNew(AFinding newer, AFinding older) {
    return Findings.saysSomethingNew(newer.told(), older.told());
  }

  /** Medians and bounds in seconds after noon, assessed at noon and so many seconds. */
  private static Exhaustion exhaustion(
      long limit, @Nullable Long p10, @Nullable Long p50, @Nullable Long p90, long assessed) {
    return new Exhaustion(limit, at(p10), at(p50), at(p90), NOON.plusSeconds(assessed));
  }

  private static @Nullable Instant at(@Nullable Long second) {
    return second == null ? null : NOON.plusSeconds(second);
  }

  private static boolean moves(@Nullable Exhaustion before, @Nullable Exhaustion now) {
    return isNew(AFinding.of("a").until(now), AFinding.of("a").until(before));
  }

  @Test
  void theSameIsNothingNew() {
    assertThat(Findings.saysSomethingNew(KNOWN, KNOWN)).isFalse();
  }

  @Test
  void aRateThatMovedByMoreThanAFifthIsNew() {
    AFinding before = AFinding.of("a").growing(1000.0);

    assertThat(isNew(AFinding.of("a").growing(1200.0), before)).isFalse();
    assertThat(isNew(AFinding.of("a").growing(1201.0), before)).isTrue();
    assertThat(isNew(AFinding.of("a").growing(800.0), before)).isFalse();
    assertThat(isNew(AFinding.of("a").growing(799.0), before)).isTrue();
    assertThat(isNew(AFinding.of("a").growing(null), before)).isTrue();
    assertThat(isNew(before, AFinding.of("a").growing(null))).isTrue();
    assertThat(isNew(AFinding.of("a").growing(null), AFinding.of("a").growing(null))).isFalse();
  }

  @Test
  void aConfidenceWhoseOddsDoubledIsNew() {
    AFinding before = AFinding.of("a").confidence(0.5);

    assertThat(isNew(AFinding.of("a").confidence(0.66), before)).isFalse();
    assertThat(isNew(AFinding.of("a").confidence(0.67), before)).isTrue();
    assertThat(isNew(AFinding.of("a").confidence(0.34), before)).isFalse();
    assertThat(isNew(AFinding.of("a").confidence(0.33), before)).isTrue();
    assertThat(isNew(AFinding.of("a").confidence(1), AFinding.of("a").confidence(0.99999)))
        .isFalse();
  }

  @Test
  void anotherProcessOrRevisionIsNew() {
    var other = Measured.process("i-2", NOON);
    Sighting first = new Sighting("r1", null, NOON);

    assertThat(isNew(AFinding.of("a").shownBy(other), AFinding.of("a"))).isTrue();
    assertThat(
            isNew(
                AFinding.of("a").seen(null, new Sighting("r2", null, NOON)),
                AFinding.of("a").seen(null, first)))
        .isTrue();
    assertThat(
            isNew(
                AFinding.of("a").seen(null, new Sighting("r1", "app:2", NOON.plusSeconds(9))),
                AFinding.of("a").seen(null, first)))
        .isFalse();
    assertThat(isNew(AFinding.of("a").seen(null, first), AFinding.of("a"))).isTrue();
  }

  @Test
  void aHolderIsNew() {
    assertThat(isNew(AFinding.of("a").heldBy("a.B.c", null), AFinding.of("a"))).isTrue();
  }

  @Test
  void aForecastThatComesOrGoesOrIsOfAnotherLimitIsNew() {
    Exhaustion known = exhaustion(100, 900L, 1000L, 1100L, 0);

    assertThat(moves(null, known)).isTrue();
    assertThat(moves(known, null)).isTrue();
    assertThat(moves(null, null)).isFalse();
    assertThat(moves(known, exhaustion(101, 900L, 1000L, 1100L, 0))).isTrue();
    assertThat(moves(known, exhaustion(100, 900L, null, 1100L, 0))).isTrue();
    assertThat(moves(exhaustion(100, 900L, null, null, 0), known)).isTrue();
    assertThat(moves(exhaustion(100, 900L, null, null, 0), exhaustion(100, 500L, null, null, 0)))
        .isFalse();
  }

  @Test
  void aMedianThatMovedByMoreThanATenthOfWhatIsLeftIsNew() {
    Exhaustion known = exhaustion(100, 900L, 1000L, 1100L, 0);

    assertThat(moves(known, exhaustion(100, 900L, 1080L, 1100L, 200))).isFalse();
    assertThat(moves(known, exhaustion(100, 900L, 1081L, 1100L, 200))).isTrue();
    assertThat(moves(known, exhaustion(100, 900L, 920L, 1100L, 200))).isFalse();
    assertThat(moves(known, exhaustion(100, 900L, 919L, 1100L, 200))).isTrue();
  }

  @Test
  void aBoundThatMovedByMoreThanAQuarterOfWhatIsLeftIsNew() {
    Exhaustion known = exhaustion(100, 900L, 1000L, 1100L, 0);

    assertThat(moves(known, exhaustion(100, 700L, 1000L, 1300L, 200))).isFalse();
    assertThat(moves(known, exhaustion(100, 699L, 1000L, 1100L, 200))).isTrue();
    assertThat(moves(known, exhaustion(100, 900L, 1000L, 1301L, 200))).isTrue();
    assertThat(moves(known, exhaustion(100, 900L, 1000L, null, 200))).isTrue();
    assertThat(moves(known, exhaustion(100, null, 1000L, 1100L, 200))).isTrue();
    assertThat(
            moves(exhaustion(100, null, 1000L, null, 0), exhaustion(100, null, 1000L, null, 200)))
        .isFalse();
  }

  @Test
  void aMedianThatHasPassedStaysWhenThatIsSaidAgain() {
    Exhaustion known = exhaustion(100, 900L, 1000L, 1100L, 0);

    assertThat(moves(known, exhaustion(100, 900L, 1200L, 1100L, 1200))).isFalse();
    assertThat(moves(known, exhaustion(100, 900L, 1201L, 1100L, 1200))).isTrue();
    assertThat(moves(known, exhaustion(100, 900L, 600L, 1100L, 600))).isTrue();
  }

  @Test
  void theForecastThatWasToldStaysUntilItHasMoved() {
    Exhaustion told = exhaustion(100, 900L, 1000L, 1100L, 0);
    Exhaustion near = exhaustion(100, 900L, 1050L, 1100L, 0);
    Exhaustion far = exhaustion(100, 900L, 1500L, 1100L, 0);
    Finding older = AFinding.of("a").until(told).told();

    assertThat(Findings.steady(AFinding.of("a").until(near).told(), older).exhaustion())
        .isEqualTo(told);
    assertThat(Findings.steady(AFinding.of("a").until(far).told(), older).exhaustion())
        .isEqualTo(far);
  }

  @Test
  void whatIsConfirmedGetsNoLessSure() {
    Finding confirmed = AFinding.of("a").in(CONFIRMED, 10).confidence(0.9).told();
    Finding suspected = AFinding.of("a").confidence(0.9).told();
    Finding less = AFinding.of("a").confidence(0.7).told();
    Finding more = AFinding.of("a").confidence(0.95).told();

    assertThat(Findings.steady(less, confirmed).confidence()).isEqualTo(0.9);
    assertThat(Findings.steady(more, confirmed).confidence()).isEqualTo(0.95);
    assertThat(Findings.steady(less, suspected).confidence()).isEqualTo(0.7);
  }

  @Test
  void nothingIsForecastOfWhatIsResolved() {
    Finding finding = AFinding.of("a").until(exhaustion(100, 9L, 10L, 11L, 0)).told();

    assertThat(Findings.in(finding, RESOLVED, NOON, "Gone.").exhaustion()).isNull();
    assertThat(Findings.in(finding, CONFIRMED, NOON, "Sure.").exhaustion()).isNotNull();
    assertThat(Findings.withoutForecast(finding).exhaustion()).isNull();
    assertThat(Findings.withoutForecast(finding).reason()).isEqualTo(finding.reason());
  }
}
