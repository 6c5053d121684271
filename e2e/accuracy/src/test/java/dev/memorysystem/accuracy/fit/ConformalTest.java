package dev.memorysystem.accuracy.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.accuracy.fit.Conformal.Weighted;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConformalTest {
  @Test
  void eightOfTenNextErrorsAreWithin() {
    var random = new SplittableRandom(11);
    List<Weighted> past = random.doubles(999).mapToObj(x -> new Weighted(x * x, 1)).toList();
    double low = Conformal.quantile(past, 0.1);
    double high = Conformal.quantile(past, 0.9);

    long within = random.doubles(10_000).map(x -> x * x).filter(x -> x >= low && x <= high).count();

    assertThat(within / 10_000.0).isCloseTo(0.8, within(0.03));
  }

  @Test
  void whatCountsTwiceIsThereTwice() {
    List<Weighted> errors = List.of(new Weighted(3, 1), new Weighted(1, 2), new Weighted(2, 1));

    assertThat(Conformal.quantile(errors, 0.1)).isEqualTo(1);
    assertThat(Conformal.quantile(errors, 0.5)).isEqualTo(1);
    assertThat(Conformal.quantile(errors, 0.6)).isEqualTo(2);
    assertThat(Conformal.quantile(errors, 0.9)).isEqualTo(3);
  }
}
