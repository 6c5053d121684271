package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  /** The example of section 3.2 of the paper, of Neuhaus et al.: four are rejected at 5 %. */
  @Test
  void rejectsWhatThePaperRejects() {
    List<Double> p =
        List.of(
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0);

    assertThat(BenjaminiHochberg.rejected(p, 0.05)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void inWhateverOrderTheyCome() {
    assertThat(BenjaminiHochberg.rejected(List.of(0.9, 0.02, 0.5, 0.001), 0.05))
        .containsExactly(1, 3);
  }

  /** Step-up: the largest that passes takes all smaller ones with it. */
  @Test
  void oneThatFailsByItselfIsRejectedBelowOneThatPasses() {
    assertThat(BenjaminiHochberg.rejected(List.of(0.03, 0.04, 0.045), 0.05))
        .containsExactly(0, 1, 2);
    assertThat(BenjaminiHochberg.rejected(List.of(0.03, 0.06), 0.05)).isEmpty();
    assertThat(BenjaminiHochberg.rejected(List.of(), 0.05)).isEmpty();
  }
}
