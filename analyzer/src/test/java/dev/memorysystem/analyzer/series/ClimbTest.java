package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClimbTest {
  private static final Climb EARLIER = new Climb(60, 900, 100, 1000);
  private static final Climb LATER = new Climb(300, 500, 200, 2000);

  private static PackedSeries series(Point... points) {
    return new PackedSeries(20, 1, 1, PackedSeries.pack(List.of(points)));
  }

  private static final PackedSeries RISING =
      series(new Point(0, 100), new Point(60, 200), new Point(120, 300), new Point(180, 400));

  @Test
  void itEndsWhereThreeFifthsOfTheLevelBeforeAreNotReached() {
    assertThat(Climb.ended(RISING, new Point(240, 119))).isEqualTo(new Climb(240, 400, 119, 240));
    assertThat(Climb.ended(RISING, new Point(240, 120))).isNull();
  }

  @Test
  void threePointsAreNoLevelYet() {
    assertThat(Climb.ended(series(new Point(0, 100), new Point(60, 200)), new Point(120, 1)))
        .isNull();
  }

  @Test
  void itMayEndBetweenTwoSeries() {
    assertThat(Climb.between(RISING, series(new Point(200, 50)), 180))
        .isEqualTo(new Climb(200, 400, 50, 200));
    assertThat(Climb.between(RISING, series(new Point(100, 50)), 180)).isNull();
  }

  @Test
  void theLargestOfTwoHasTheLargerMeasuresAndTheLaterFall() {
    assertThat(Climb.largest(EARLIER, LATER)).isEqualTo(new Climb(300, 900, 200, 2000));
    assertThat(Climb.largest(EARLIER, EARLIER)).isEqualTo(EARLIER);
    assertThat(Climb.largest(null, LATER)).isEqualTo(LATER);
    assertThat(Climb.largest(EARLIER, null)).isEqualTo(EARLIER);
    assertThat(Climb.largest(null, null)).isNull();
  }

  @Test
  void itIsAfterASecondWhenItFellLater() {
    assertThat(Climb.isAfter(LATER, 1999)).isTrue();
    assertThat(Climb.isAfter(LATER, 2000)).isFalse();
    assertThat(Climb.isAfter(null, 0)).isFalse();
  }
}
