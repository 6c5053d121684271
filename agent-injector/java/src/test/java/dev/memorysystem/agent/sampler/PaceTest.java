package dev.memorysystem.agent.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void cheapSnapshotsComeEverySecondReport() {
    var pace = new Pace(15, 0.02, 200);
    pace.took(0.01, 5);
    assertThat(pace.period(false)).isEqualTo(30);
  }

  @Test
  void dearSnapshotsComeAsRarelyAsTheyMayCost() {
    var pace = new Pace(15, 0.02, 200);
    pace.took(0.4, 5);
    assertThat(pace.period(false)).isCloseTo(100, within(1e-9));
    pace.took(0.05, 5);
    assertThat(pace.period(false)).isCloseTo(75, within(1e-9));
  }

  @Test
  void whoAsksForMoreReportsPaysMoreUpToTheBound() {
    var often = new Pace(3, 0.02, 200);
    often.took(0.4, 5);
    assertThat(often.period(false)).isCloseTo(20, within(1e-9));
    var bounded = new Pace(0.5, 0.02, 200);
    bounded.took(0.4, 5);
    assertThat(bounded.period(false)).isCloseTo(10, within(1e-9));
  }

  @Test
  void theUsersBoundHoldsBelowTheAim() {
    var pace = new Pace(15, 0.001, 200);
    pace.took(0.2, 5);
    assertThat(pace.period(false)).isCloseTo(100, within(1e-9));
  }

  @Test
  void everyFeltPauseDoublesThePeriodUntilTheyEnd() {
    var pace = new Pace(15, 0.02, 200);
    pace.took(0.01, 250);
    assertThat(pace.period(false)).isEqualTo(60);
    pace.took(0.01, 250);
    assertThat(pace.period(false)).isEqualTo(120);
    pace.took(0.01, 20);
    assertThat(pace.period(false)).isEqualTo(60);
  }

  @Test
  void tenMinutesAreTheLongestAndForWhenOthersAreDisturbed() {
    var pace = new Pace(15, 0, 200);
    pace.took(0.01, 5);
    assertThat(pace.period(false)).isEqualTo(600);
    assertThat(new Pace(15, 0.02, 200).period(true)).isEqualTo(600);
  }

  @Test
  void aPlanMayLowerItsShareAndNeverRaiseIt() {
    var pace = new Pace(15, 0.02, 200);
    pace.took(1, 0);
    double usual = pace.period(false);
    pace.limit(1);
    assertThat(pace.period(false)).isEqualTo(usual);
    pace.limit(0.001);
    assertThat(pace.period(false)).isEqualTo(2 * usual);
  }
}
