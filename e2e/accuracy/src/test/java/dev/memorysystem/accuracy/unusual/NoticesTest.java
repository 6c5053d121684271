package dev.memorysystem.accuracy.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.UnusualCase;
import dev.memorysystem.accuracy.shape.UnusualShape;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Some cases, drawn for this alone, must not be told worse unseen. */
class NoticesTest {
  private static final long SEED = 1013;

  @Test
  void theUnusualIsToldMostly() {
    for (UnusualShape shape : UnusualShape.all()) {
      if (shape.kind() != null) {
        List<Notices> told =
            IntStream.range(0, 6)
                .parallel()
                .mapToObj(index -> Notices.of(shape.draw(Family.TUNING, SEED, index)))
                .toList();
        assertThat(told.stream().map(Notices::after).filter(Objects::nonNull).count())
            .as("found of 6: %s, %s", shape.name(), told)
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  @Test
  void whatIsAsUsualIsNotTold() {
    List<Notices> told =
        UnusualShape.all().stream().filter(shape -> shape.kind() == null).toList().parallelStream()
            .map(shape -> Notices.of(shape.draw(Family.TUNING, SEED, 0)))
            .toList();

    assertThat(told).hasSizeGreaterThan(20);
    assertThat(told).filteredOn(notices -> !notices.wrong().isEmpty()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aCaseSaysWhatIsThereWithinItsTime() {
    for (UnusualShape shape : UnusualShape.all()) {
      UnusualCase drawn = shape.draw(Family.EVALUATION, SEED, 1);
      UnusualCase.Truth truth = drawn.truth();
      assertThat(truth == null).isEqualTo(shape.kind() == null);
      if (truth != null) {
        assertThat(truth.from()).isAfter(drawn.drawn().starts()).isBefore(truth.to());
        assertThat(drawn.drawn().signals().getLast().at()).isAfter(truth.from());
      }
    }
  }
}
