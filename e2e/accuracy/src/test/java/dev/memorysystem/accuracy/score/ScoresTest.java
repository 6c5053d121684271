package dev.memorysystem.accuracy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.accuracy.score.Calibration.Said;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void thresholdLetsOneOfAHundredPass() {
    double[] others = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();

    assertThat(Roc.recall(new double[] {0.975, 0.985, 0.99, 2}, others, 0.01)).isEqualTo(0.75);
    assertThat(Roc.recall(new double[] {0.975, 0.985, 0.99, 2}, others, 0)).isEqualTo(0.25);
  }

  @Test
  void silenceIsNoRecall() {
    assertThat(Roc.recall(new double[] {0, 0, 0.1}, new double[] {0, 0}, 0.01))
        .isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void fewOthersAllowNoFalseAlarm() {
    assertThat(Roc.recall(new double[] {1, 2}, new double[] {0, 0, 1.5}, 0.01)).isEqualTo(0.5);
  }

  @Test
  void calibrationIsTheDistanceOfConfidenceFromWhatIsRight() {
    List<Said> sure = List.of(new Said(0.9, true), new Said(0.95, false));
    List<Said> right =
        List.of(new Said(0.5, true), new Said(0.5, false), new Said(1, true), new Said(1, true));

    assertThat(Calibration.error(sure)).isCloseTo(0.425, within(1e-9));
    assertThat(Calibration.error(right)).isZero();
    assertThat(Calibration.error(List.of())).isNaN();
  }

  @Test
  void rangeLeavesOutWhatCouldNotBeTold() {
    assertThat(Range.of(List.of(3.0, Double.NaN, 1.0, 2.0))).isEqualTo(new Range(1, 2, 3));
  }
}
