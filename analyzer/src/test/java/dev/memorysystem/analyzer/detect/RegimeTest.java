package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.detect.Regime.Start;
import dev.memorysystem.analyzer.series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RegimeTest {
  private static final double MIB = 1 << 20;

  /** A point a minute, with noise of 1 MiB. */
  private static List<Point> points(int count, DoubleUnaryOperator mebibytes) {
    var random = new Random(count);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double level = mebibytes.applyAsDouble(i) + random.nextGaussian();
      points.add(new Point(60L * i, (long) (MIB * level)));
    }
    return points;
  }

  private static Regime of(int count, DoubleUnaryOperator mebibytes) {
    return Regime.of(points(count, mebibytes));
  }

  @Test
  void aLineIsWhole() {
    Regime regime = of(60, i -> 100 + 2 * i);

    assertThat(regime.start()).isEqualTo(Start.WHOLE);
    assertThat(regime.points()).hasSize(60);
    assertThat(regime.isCut()).isFalse();
  }

  @Test
  void growthThatSlowedDownAndWentOnForLongerIsJudgedSince() {
    DoubleUnaryOperator level = i -> i < 20 ? 100 + 8 * i : 260 + 2 * (i - 20);

    Regime since = of(60, level);

    assertThat(since.start()).isEqualTo(Start.BEND);
    assertThat(since.isCut()).isTrue();
    assertThat(since.points().getFirst().second()).isBetween(18 * 60L, 22 * 60L);
    // as long as what came before is the longer part, it may be a cache that fills
    assertThat(of(35, level).isCut()).isFalse();
  }

  @Test
  void growthThatSlowedDownToNothingIsWhole() {
    assertThat(of(60, i -> Math.min(260, 100 + 8 * i)).start()).isNotEqualTo(Start.BEND);
  }

  @Test
  void fewPointsAreWhole() {
    List<Point> few = points(7, i -> i < 4 ? 10 : 500);

    assertThat(Regime.of(few)).isEqualTo(Regime.whole(few));
  }

  @Test
  void aJumpBetweenTwoFlatStretchesIsTakenOut() {
    Regime regime = of(60, i -> i < 30 ? 100 : 200);

    assertThat(regime.start()).isEqualTo(Start.RAISED);
    assertThat(regime.shift()).isCloseTo(100 * MIB, within(3 * MIB));
    assertThat(regime.shiftedAt()).isEqualTo(30 * 60);
    assertThat(regime.points()).hasSize(60);
    assertThat(regime.points().getFirst().bytes() / MIB).isCloseTo(200, within(5.0));
    assertThat(regime.level() / MIB).isCloseTo(200, within(5.0));
  }

  @Test
  void aJumpBetweenTwoStretchesOfOneSlopeIsTakenOut() {
    Regime regime = of(60, i -> 100 + 2 * i + (i < 30 ? 0 : 150));

    assertThat(regime.start()).isEqualTo(Start.RAISED);
    assertThat(regime.shift()).isCloseTo(150 * MIB, within(5 * MIB));
  }

  @Test
  void afterAJumpToAnotherSlopeOnlyWhatCameSinceCounts() {
    Regime regime = of(60, i -> i < 30 ? 100 : 200 + 5 * (i - 30));

    assertThat(regime.start()).isEqualTo(Start.JUMP);
    assertThat(regime.isCut()).isTrue();
    assertThat(regime.points().getFirst().second()).isEqualTo(30 * 60);
    assertThat(regime.highest() / MIB).isCloseTo(101, within(3.0));
    assertThat(regime.before()).isEqualTo(30 * 60);
  }

  @Test
  void afterAFallOnlyWhatCameSinceCounts() {
    Regime regime = of(60, i -> i < 40 ? 300 : 200);

    assertThat(regime.start()).isEqualTo(Start.JUMP);
    assertThat(regime.shift()).isCloseTo(-100 * MIB, within(4 * MIB));
    assertThat(regime.highest()).isGreaterThan(295 * (long) MIB);
  }

  @Test
  void aBatchThatWasGivenBackIsLeftOut() {
    Regime regime = of(60, i -> 100 + i + (i >= 20 && i < 30 ? 200 : 0));

    assertThat(regime.start()).isEqualTo(Start.WHOLE);
    assertThat(regime.points()).hasSize(50);
    assertThat(regime.points()).allMatch(p -> p.bytes() < 170 * MIB);
  }

  @Test
  void growthThatBeganLateCountsFromThere() {
    Regime regime = of(60, i -> 100 + Math.max(0, 5 * (i - 35)));

    assertThat(regime.start()).isEqualTo(Start.KNEE);
    assertThat(regime.points().getFirst().second()).isBetween(30L * 60, 40L * 60);
  }

  @Test
  void aWaveIsNotGrowthThatBeganLate() {
    Regime regime = of(80, i -> 200 + 50 * Math.sin(2 * Math.PI * i / 53));

    assertThat(regime.start()).isEqualTo(Start.WHOLE);
  }

  @Test
  void manyStepsUpwardsAreGrowth() {
    Regime regime = of(60, i -> 100 + 80 * (int) (i / 15));

    assertThat(regime.start()).isEqualTo(Start.WHOLE);
    assertThat(regime.points()).hasSize(60);
  }

  @Test
  void nothingHasNoLevel() {
    assertThat(Regime.of(List.of()).level()).isNull();
  }
}
