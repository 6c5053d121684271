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

  @Test
  void oneSeriesGoesOnWithAnother() {
    Series first = Series.of(4).startWindow(new Point(0, 5)).startWindow(new Point(1, 6));
    Series second = Series.of(4).startWindow(new Point(2, 7));

    assertThat(first.then(second))
        .isEqualTo(first.startWindow(new Point(2, 7)))
        .isNotEqualTo(second.then(first));
    assertThat(first.then(Series.of(4))).isEqualTo(first);
    assertThat(Series.of(4).then(first)).isEqualTo(first);
  }

  @Test
  void theFinerOfTwoSeriesIsMadeAsCoarseAsTheOther() {
    Series coarse = new Series(4, 4, 3, List.of(new Point(0, 5), new Point(4, 6)));
    Series fine =
        new Series(
            4,
            1,
            1,
            List.of(new Point(8, 9), new Point(9, 8), new Point(10, 7), new Point(11, 10)));

    Series both = coarse.then(fine);
    assertThat(both.stride()).isEqualTo(4);
    assertThat(both.points()).containsExactly(new Point(0, 5), new Point(4, 6), new Point(10, 7));
    assertThat(fine.then(coarse).points())
        .containsExactly(new Point(10, 7), new Point(0, 5), new Point(4, 6));
    assertThat(fine.then(coarse).open()).isEqualTo(3);
  }

  @Test
  void twoFullSeriesTogetherAreNoLongerThanOne() {
    Series full = Series.of(4);
    Series later = Series.of(4);
    for (int i = 0; i < 4; i++) {
      full = full.startWindow(new Point(i, 10 - i));
      later = later.startWindow(new Point(4 + i, 10 + i));
    }

    Series both = full.then(later);
    assertThat(both.points())
        .containsExactly(new Point(1, 9), new Point(3, 7), new Point(4, 10), new Point(6, 12));
    assertThat(both.stride()).isEqualTo(2);
  }
}
