package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfidenceTest {
  private static final Signs SOME = new Signs(0.6, 0.36, 0.3, 0.5, 0.9, 0.5, 0, 0, 0, 0);

  @ParameterizedTest
  @EnumSource(Subject.class)
  void moreOfASignNeverMakesLessSure(Subject subject) {
    double[] degrees = SOME.degrees();
    double before = Confidence.of(subject, degrees);
    for (int i = 0; i < degrees.length; i++) {
      double[] more = degrees.clone();
      more[i] += 0.4;

      assertThat(Confidence.of(subject, more))
          .as(Signs.NAMES.get(i))
          .isGreaterThanOrEqualTo(before);
    }
    assertThat(Signs.NAMES).hasSize(degrees.length);
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void neverIsAnythingCertain(Subject subject) {
    double[] most = SOME.degrees();
    Arrays.fill(most, 100);
    double[] least = SOME.degrees();
    Arrays.fill(least, -100);

    assertThat(Confidence.of(subject, most)).isBetween(0.99, 0.9999);
    assertThat(Confidence.of(subject, least)).isBetween(0.0001, 0.01);
  }

  @Test
  void whatHasUsedHalfOfTheHeapSteadilyIsSurerThanWhatBegins() {
    Signs half = new Signs(1, 1, 0.4, 1, 1, 0.8, 1, 0, 1, 1);
    Signs begins = new Signs(0.2, 0.04, 0.05, 0.3, 0.9, 0.4, 1, 0, 1, 0);
    Signs filling = new Signs(0.6, 0.36, 0.2, -0.3, 0.6, 0.4, 0, 0, 1, 0);

    assertThat(Confidence.of(Subject.HEAP, half.degrees())).isGreaterThan(0.9);
    assertThat(Confidence.of(Subject.HEAP, begins.degrees())).isLessThan(0.6);
    assertThat(Confidence.of(Subject.HEAP, filling.degrees())).isLessThan(0.5);
  }
}
