package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Climb;
import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenBackTest {
  /** For 100 s up to 100, and back to 60. */
  private static final Climb CLIMB = new Climb(100, 100, 60, 90);

  private static Answer judged(long seconds, long bytes) {
    return new GivenBack()
        .judge(Seen.of(List.of(new Point(100, 60), new Point(100 + seconds, bytes)), CLIMB, null));
  }

  @Test
  void aNewRiseCountsWhenItIsHigherByAQuarterOfTheOneThatWasGivenBack() {
    assertThat(judged(50, 110)).isInstanceOf(Answer.NotLeak.class);
    assertThat(judged(50, 111))
        .isInstanceOfSatisfying(
            Answer.Leak.class, a -> assertThat(a.reason()).contains("since climbed higher"));
  }

  @Test
  void orWhenItLastsMoreThanTwiceAsLong() {
    assertThat(judged(200, 70)).isInstanceOf(Answer.NotLeak.class);
    assertThat(judged(201, 70))
        .isInstanceOfSatisfying(
            Answer.Leak.class, a -> assertThat(a.reason()).contains("since risen for longer"));
  }

  @Test
  void whereNothingWasGivenBackItSaysSo() {
    assertThat(
            new GivenBack()
                .judge(Seen.of(List.of(new Point(100, 60), new Point(200, 70)), null, null)))
        .isInstanceOfSatisfying(
            Answer.Leak.class, a -> assertThat(a.reason()).contains("was ever given back"));
  }
}
