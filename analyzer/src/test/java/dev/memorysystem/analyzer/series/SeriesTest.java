package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void aWindowKeepsItsMinimum() {
    Series series =
        Series.of(4)
            .startWindow(new Point(0, 9))
            .extendWindow(new Point(1, 5))
            .extendWindow(new Point(2, 7));

    assertThat(series.points()).containsExactly(new Point(1, 5));
  }

  @Test
  void anExtensionOfNothingStartsAWindow() {
    assertThat(Series.of(4).extendWindow(new Point(3, 1)).points())
        .containsExactly(new Point(3, 1));
  }

  @Test
  void aFullSeriesMergesNeighboursIntoTheirMinima() {
    Series series = Series.of(4);
    for (int i = 0; i < 5; i++) {
      series = series.startWindow(new Point(i, List.of(4L, 3L, 7L, 8L, 1L).get(i)));
    }

    assertThat(series.points()).containsExactly(new Point(1, 3), new Point(2, 7), new Point(4, 1));
    assertThat(series.stride()).isEqualTo(2);
  }

  @Test
  void aPointThenTakesInAsManyWindowsAsItsStride() {
    Series series = Series.of(2);
    for (int i = 0; i < 9; i++) {
      series = series.startWindow(new Point(i, 100 - i));
    }

    assertThat(series.stride()).isEqualTo(8);
    assertThat(series.points()).hasSize(2);
    assertThat(series.points().getLast()).isEqualTo(new Point(8, 92));
  }

  @Test
  void itNeverOutgrowsItsCapacity() {
    Series series = Series.of(8);
    for (int i = 0; i < 10_000; i++) {
      series = series.startWindow(new Point(i, i));
      assertThat(series.points()).hasSizeLessThanOrEqualTo(8);
    }
  }
}
