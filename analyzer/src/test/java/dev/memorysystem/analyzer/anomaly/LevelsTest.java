package dev.memorysystem.analyzer.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LevelsTest {
  private static final long MIB = 1 << 20;
  private static final Levels NONE = new Levels(List.of());

  /** One each minute. */
  private static Levels of(long... bytes) {
    return new Levels(
        LongStream.range(0, bytes.length)
            .mapToObj(i -> new Point(60 * i, bytes[(int) i]))
            .toList());
  }

  private static Levels allocating(Long first, Long last) {
    return new Levels(List.of(new Point(0, 1, first), new Point(60, 1, last)));
  }

  @Test
  void anOddLevelMovesNeitherMedianNorDeviation() {
    Levels levels = of(10, 12, 11, 1000, 9);

    assertThat(levels.median()).isEqualTo(11);
    assertThat(levels.deviation()).isCloseTo(1.4826, within(1e-9));
  }

  @Test
  void theDriftIsThatOfTheLaterHalf() {
    assertThat(of(10, 10, 30, 30).drift()).isEqualTo(20);
    assertThat(of(30, 30, 10, 10).drift()).isEqualTo(-20);
    assertThat(of(30).drift()).isZero();
  }

  @Test
  void withoutLevelsThereIsNothingToSay() {
    assertThat(NONE.age()).isZero();
    assertThat(NONE.span()).isZero();
    assertThat(NONE.median()).isNaN();
    assertThat(NONE.deviation()).isZero();
    assertThat(NONE.rate()).isNull();
    assertThat(Levels.highest(List.of(), 0.5)).isNaN();
    assertThat(Levels.middle(new double[0])).isNaN();
  }

  @Test
  void aRateNeedsTwoCountsThatRise() {
    assertThat(allocating(10L, 70L).rate()).isEqualTo(1.0 * MIB);
    assertThat(allocating(null, 70L).rate()).isNull();
    assertThat(allocating(10L, null).rate()).isNull();
    assertThat(allocating(70L, 10L).rate()).as("counted anew").isNull();
  }

  @Test
  void levelsComeBackFromAShiftWhenTheyAreNearerToWhatWasUsual() {
    assertThat(Shift.isUndone(100, 200, of(140))).isTrue();
    assertThat(Shift.isUndone(100, 200, of(160))).isFalse();
    assertThat(Shift.isUndone(100, 200, NONE)).isFalse();
  }

  @Test
  void aShiftIsMaterialAgainstLevelNoiseAndLimit() {
    assertThat(Shift.isMaterial(100, 130, 5, 400L)).isTrue();
    assertThat(Shift.isMaterial(100, 130, 5, null)).isTrue();
    assertThat(Shift.isMaterial(100, 115, 1, 200L)).as("15 % more").isFalse();
    assertThat(Shift.isMaterial(100, 130, 10, 400L)).as("3 deviations").isFalse();
    assertThat(Shift.isMaterial(100, 130, 5, 1000L)).as("3 % of the limit").isFalse();
  }

  @Test
  void whatGrowsOnDoesNotStay() {
    assertThat(Shift.stays(of(100, 101, 99, 100, 101, 99, 100, 100), 50)).isTrue();
    assertThat(Shift.stays(of(100, 110, 120, 130, 140, 150, 160, 170), 50)).isFalse();
    assertThat(Shift.stays(of(100, 102, 103, 105, 106, 108, 109, 111), 50))
        .as("little, and surely")
        .isFalse();
  }
}
