package dev.memorysystem.corpus;

import static dev.memorysystem.corpus.Examples.finding;
import static dev.memorysystem.corpus.Examples.forecast;
import static dev.memorysystem.corpus.Examples.leak;
import static dev.memorysystem.corpus.Examples.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.corpus.Story.Told;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final double LIFE = 600;
  private static final Finding SUSPECTED =
      finding("a", FindingState.SUSPECTED, LeakKind.HEAP, "com.acme.Order");
  private static final Finding CONFIRMED =
      finding("a", FindingState.CONFIRMED, LeakKind.HEAP, "com.acme.Order");

  @Test
  void aLeakConfirmedInTimeWithItsCulprit() {
    Judged.Leak judged =
        Judge.leak(
            story(Verdict.LEAK, new Told(90, SUSPECTED), new Told(150, CONFIRMED)),
            leak("leaky", LeakKind.HEAP),
            LIFE);

    assertThat(judged.suspected()).isEqualTo(0.15);
    assertThat(judged.confirmed()).isEqualTo(0.25);
    assertThat(judged.inTime()).isTrue();
    assertThat(judged.kindRight()).isTrue();
    assertThat(judged.typeRight()).isTrue();
    assertThat(judged.site()).isEqualTo("com.acme.Orders.take");
    assertThat(judged.siteRight()).isTrue();
    assertThat(judged.holderRight()).as("nobody named a holder").isNull();
    assertThat(judged.forecast()).as("nobody gave a forecast").isNull();
  }

  @Test
  void atHalfOfTheLifeItIsTooLate() {
    Judged.Leak judged =
        Judge.leak(
            story(Verdict.LEAK, new Told(200, SUSPECTED), new Told(LIFE / 2, CONFIRMED)),
            leak("leaky", LeakKind.HEAP),
            LIFE);

    assertThat(judged.inTime()).isFalse();
  }

  @Test
  void aLeakOfWhichNothingIsKnownIsMissed() {
    Judged.Leak judged =
        Judge.leak(story(Verdict.INSUFFICIENT), leak("leaky", LeakKind.HEAP), LIFE);

    assertThat(judged.inTime()).isFalse();
    assertThat(judged.suspected()).isNull();
    assertThat(judged.kindRight()).isFalse();
    assertThat(judged.end()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void aConfirmedFindingOfTheRightKindIsJudgedBeforeOthers() {
    Finding thread = finding("b", FindingState.CONFIRMED, LeakKind.THREAD, null);

    Judged.Leak judged =
        Judge.leak(
            story(
                Verdict.LEAK,
                new Told(100, CONFIRMED),
                new Told(200, thread),
                new Told(250, finding("c", FindingState.SUSPECTED, LeakKind.THREAD, "Other"))),
            leak("leaky", LeakKind.THREAD),
            LIFE);

    assertThat(judged.kind()).isEqualTo(LeakKind.THREAD);
    assertThat(judged.type()).isNull();
    assertThat(judged.kindRight()).isTrue();
    assertThat(judged.confirmed()).as("the first one of all").isEqualTo(100 / LIFE);
  }

  @Test
  void anyOfTheKindsOfALeakIsRight() {
    Finding thread = finding("b", FindingState.CONFIRMED, LeakKind.THREAD, null);

    Judged.Leak judged =
        Judge.leak(
            story(Verdict.LEAK, new Told(100, thread)),
            leak("leaky", LeakKind.THREAD, LeakKind.HEAP),
            LIFE);

    assertThat(judged.kindRight()).isTrue();
  }

  @Test
  void theForecastOfHalfLifeIsTheLastOneToldBeforeIt() {
    Judged.Leak judged =
        Judge.leak(
            story(
                Verdict.LEAK,
                new Told(100, forecast(CONFIRMED, 1000, 2000, 3000, 100)),
                new Told(290, forecast(CONFIRMED, 500, 660, 800, 290)),
                new Told(310, forecast(CONFIRMED, 590, 600, 610, 310))),
            leak("leaky", LeakKind.HEAP),
            LIFE);

    assertThat(judged.forecast().logRatio()).isCloseTo(Math.log(360.0 / 300), within(1e-9));
    assertThat(judged.forecast().covered()).isTrue();
    assertThat(judged.forecast().late()).isFalse();
  }

  @Test
  void aForecastMuchTooLateIsCountedSo() {
    Judged.Leak judged =
        Judge.leak(
            story(Verdict.LEAK, new Told(290, forecast(CONFIRMED, 650, 700, 800, 290))),
            leak("leaky", LeakKind.HEAP),
            LIFE);

    assertThat(judged.forecast().covered()).isFalse();
    assertThat(judged.forecast().late()).isTrue();
  }

  @Test
  void aForecastTakenBackIsNone() {
    Finding resolved = finding("a", FindingState.RESOLVED, LeakKind.HEAP, "com.acme.Order");

    Judged.Leak judged =
        Judge.leak(
            story(
                Verdict.LEAK,
                new Told(100, forecast(CONFIRMED, 500, 600, 700, 100)),
                new Told(200, resolved)),
            leak("leaky", LeakKind.HEAP),
            LIFE);

    assertThat(judged.forecast()).isNull();
  }

  @Test
  void anyFindingOnACleanRunCounts() {
    Judged.Clean quiet = Judge.clean(story(Verdict.NO_LEAK));
    Judged.Clean alarmed =
        Judge.clean(
            story(
                Verdict.NO_LEAK,
                new Told(60, SUSPECTED),
                new Told(90, CONFIRMED),
                new Told(99, finding("a", FindingState.RESOLVED, LeakKind.HEAP, null))));

    assertThat(quiet).isEqualTo(new Judged.Clean(null, null, Verdict.NO_LEAK, null));
    assertThat(alarmed.suspected()).isEqualTo(60);
    assertThat(alarmed.confirmed()).isEqualTo(90);
    assertThat(alarmed.said()).isEqualTo("heap com.acme.Order: it grows");
  }
}
