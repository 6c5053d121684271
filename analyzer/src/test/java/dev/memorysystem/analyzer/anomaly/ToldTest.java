package dev.memorysystem.analyzer.anomaly;

import static dev.memorysystem.analyzer.finding.AnomalyKind.ALLOCATION_BURST;
import static dev.memorysystem.analyzer.finding.AnomalyKind.GC_THRASH;
import static dev.memorysystem.analyzer.finding.AnomalyKind.LIVE_SET_STEP;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.signal.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToldTest {
  private static Anomaly anomaly(AnomalyKind kind, long since, @Nullable Long until) {
    return new Anomaly(
        kind,
        Measured.WORKLOAD,
        NOON.plusSeconds(since),
        until == null ? null : NOON.plusSeconds(until),
        Measured.process("i-1", NOON),
        10.0,
        100,
        "By/s",
        "Much.");
  }

  private static List<Anomaly> together(Anomaly... both) {
    List<Anomaly> backwards = new ArrayList<>(List.of(both));
    List<Anomaly> together = Told.together(List.of(both));
    assertThat(Told.together(backwards.reversed())).isEqualTo(together);
    return together;
  }

  @Test
  void whatOneKnowsToBeOverIsOver() {
    Anomaly over = anomaly(GC_THRASH, 10, 60L);

    assertThat(together(anomaly(GC_THRASH, 10, null), over)).containsExactly(over);
  }

  @Test
  void ofTwoOfAKindThatGoOnItIsTheEarlier() {
    Anomaly early = anomaly(GC_THRASH, 10, null);

    assertThat(together(anomaly(GC_THRASH, 20, null), early)).containsExactly(early);
  }

  @Test
  void oneThatIsOverAndOneOfAnotherKindStayBesideTheOneThatGoesOn() {
    Anomaly on = anomaly(GC_THRASH, 10, null);
    Anomaly over = anomaly(GC_THRASH, 20, 30L);
    Anomaly other = anomaly(LIVE_SET_STEP, 10, null);

    assertThat(together(on, over, other)).containsExactlyInAnyOrder(on, over, other);
  }

  @Test
  void noMoreThanFiveAreRememberedTheOldestThatAreOverGoFirst() {
    Anomaly on = anomaly(GC_THRASH, 0, null);
    Anomaly[] all = new Anomaly[7];
    all[0] = on;
    for (int i = 1; i < all.length; i++) {
      all[i] = anomaly(ALLOCATION_BURST, 10L * i, 10L * i + 5);
    }

    assertThat(together(all)).containsExactly(on, all[3], all[4], all[5], all[6]);
  }

  @Test
  void whatWasOverForMoreThanAWeekIsForgotten() {
    Anomaly over = anomaly(GC_THRASH, 0, 10L);
    Anomaly on = anomaly(LIVE_SET_STEP, 0, null);
    var week = NOON.plusSeconds(10).plus(Duration.ofDays(7));

    assertThat(new Told(List.of(over, on)).at(week)).containsExactly(over, on);
    assertThat(new Told(List.of(over, on)).at(week.plusSeconds(1))).containsExactly(on);
  }

  @Test
  void onlyWhatGoesOnIsChanged() {
    Anomaly over = anomaly(GC_THRASH, 0, 10L);
    Anomaly other = anomaly(LIVE_SET_STEP, 0, null);
    Told told = new Told(List.of(over, anomaly(GC_THRASH, 20, null), other));

    told.over(GC_THRASH, NOON.plusSeconds(40), "Enough.");

    List<Anomaly> now = told.at(NOON.plusSeconds(40));
    assertThat(now).startsWith(over).endsWith(other);
    assertThat(now.get(1).until()).isEqualTo(NOON.plusSeconds(40));
    assertThat(now.get(1).reason()).isEqualTo("Much. Enough.");
    assertThat(told.open(GC_THRASH)).isEmpty();
    assertThat(told.open(LIVE_SET_STEP)).contains(other);
  }

  @Test
  void nothingIsOverBeforeItBegan() {
    Told told = new Told(List.of(anomaly(GC_THRASH, 20, null)));

    told.over(GC_THRASH, NOON.plusSeconds(10), "Enough.");

    assertThat(told.of(GC_THRASH).getFirst().until()).isEqualTo(NOON.plusSeconds(20));
  }

  @Test
  void aLevelIsToldAnewWhenItIsHigherByMoreThanAFifth() {
    Anomaly known = anomaly(GC_THRASH, 0, null);

    assertThat(known.reaching(120)).isSameAs(known);
    assertThat(known.reaching(121).level()).isEqualTo(121);
    assertThat(known.reaching(50)).isSameAs(known);
  }
}
