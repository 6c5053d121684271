package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {
  @Test
  void sitesFedAtTheSameRateGrowTogether() {
    assertThat(Together.grow(site(30, i -> 20 * i), site(12, i -> 7 + 50 * i))).isTrue();
  }

  @Test
  void oneThatBeganLaterGrowsApart() {
    assertThat(Together.grow(site(30, i -> 20 * i), site(30, i -> 400 + 7 * i))).isFalse();
  }

  @Test
  void tooFewBirthsTellNothingApart() {
    assertThat(Together.grow(site(30, i -> i), site(5, i -> 900 + i))).isTrue();
    assertThat(Together.grow(site(5, i -> i), site(30, i -> 900 + i))).isTrue();
  }

  private static SiteSurvivors site(int samples, IntUnaryOperator birth) {
    List<Integer> born = IntStream.range(0, samples).map(birth).boxed().toList();
    return new SiteSurvivors(
        "com.acme.Order",
        List.of(),
        null,
        samples,
        1,
        0,
        0,
        0,
        new Spread(0, List.of(0, 0, 0), 0, false),
        false,
        new OldSamples(born, 0, 0));
  }
}
