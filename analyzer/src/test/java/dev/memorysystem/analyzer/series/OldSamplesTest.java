package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.OldSamples.Before;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OldSamplesTest {
  private static final Before FIRST = Before.NOTHING;

  @Test
  void whoIsStillThereIsKeptAndWhoIsNotIsReclaimed() {
    OldSamples followed = OldSamples.NONE.next(births(10, 20, 30, 40), FIRST, false);
    OldSamples next = followed.next(births(11, 20, 40, 70), new Before(50, 4), true);

    assertThat(next).isEqualTo(new OldSamples(List.of(10, 20, 40, 70), 3, 1));
    assertThat(next.followed()).isEqualTo(4);
  }

  @Test
  void withoutACycleBetweenThemNothingIsToldOfThoseMissing() {
    OldSamples followed = OldSamples.NONE.next(births(10, 20, 30), FIRST, false);

    assertThat(followed.next(births(10), new Before(50, 3), false))
        .isEqualTo(new OldSamples(List.of(10), 0, 0));
  }

  @Test
  void birthsThatAppearLateShowThatOthersAreSampledNow() {
    OldSamples followed = OldSamples.NONE.next(births(10, 20, 30), FIRST, false);

    assertThat(followed.next(births(14, 24, 34), new Before(50, 3), true))
        .isEqualTo(new OldSamples(List.of(14, 24, 34), 0, 0));
  }

  @Test
  void asManyAreFollowedAsThereIsRoomForWhenTheyWereBornRegardless() {
    double[] many = IntStream.range(0, 300).mapToDouble(i -> 5.0 * i).toArray();
    OldSamples followed = OldSamples.NONE.next(many, FIRST, false);

    assertThat(followed.born()).hasSize(32).isSorted();
    assertThat(followed.born().getFirst()).isLessThan(300);
    assertThat(followed.born().getLast()).isGreaterThan(1200);
    assertThat(followed.next(many, new Before(1500, 300), true))
        .isEqualTo(new OldSamples(followed.born(), 32, 0));
  }

  @Test
  void aSamplerThatCountsDeathsIsBelieved() {
    OldSamples followed = OldSamples.NONE.next(births(10, 20, 30), FIRST, false).told(40, 15);
    assertThat(followed.kept()).isEqualTo(25);
    assertThat(followed.reclaimed()).isEqualTo(15);
    assertThat(followed.births()).containsExactly(10, 20, 30);
  }

  @Test
  void moreDeathsThanBirthsAreNotBelieved() {
    assertThat(OldSamples.NONE.told(3, Long.MAX_VALUE).followed()).isEqualTo(3);
    assertThat(OldSamples.NONE.told(Long.MIN_VALUE, 5).followed()).isZero();
  }

  private static double[] births(double... seconds) {
    return seconds;
  }
}
