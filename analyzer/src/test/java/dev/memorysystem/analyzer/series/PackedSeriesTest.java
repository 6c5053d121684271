package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedSeriesTest {
  @Test
  void itIsTheSeriesThatWasPacked() {
    var random = new Random(7);
    Series series = Series.of(20);
    PackedSeries packed = PackedSeries.of(20);
    for (int i = 0; i < 500; i++) {
      Long allocated = random.nextInt(3) == 0 ? null : Long.valueOf(40L * i);
      Point point = new Point(15L * i, random.nextLong(1L << 34), allocated);
      boolean extended = i % 3 == 2;
      PackedSeries before = packed;
      int points = series.points().size();
      int stride = series.stride();
      series = extended ? series.extendWindow(point) : series.startWindow(point);
      packed = extended ? packed.extendWindow(point) : packed.startWindow(point);

      assertThat(packed.points()).isEqualTo(series.points());
      assertThat(packed.stride()).isEqualTo(series.stride());
      assertThat(packed.isNewAfter(before))
          .isEqualTo(series.points().size() != points || series.stride() != stride);
    }
  }

  @Test
  void anythingCanBePacked() {
    List<Point> points = new ArrayList<>();
    for (long level : List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L)) {
      points.add(new Point(level, level, level));
    }

    assertThat(new PackedSeries(4, 1, 1, PackedSeries.pack(points)).points()).isEqualTo(points);
    assertThat(PackedSeries.of(4).points()).isEmpty();
  }

  @Test
  void aStepOfSecondsIsWrittenOnceWhileItIsTheSame() {
    List<Point> points =
        List.of(new Point(0, 9), new Point(15, 9), new Point(30, 9), new Point(46, 9, 3L));

    assertThat(PackedSeries.pack(points)).isEqualTo(" 9,f 0, 0,g 0 3");
    assertThat(new PackedSeries(4, 1, 1, " 9,f 0, 0,g 0 3").points()).isEqualTo(points);
    assertThat(new PackedSeries(4, 1, 1, "0 9,f 0,f 0,g 0 3").points())
        .as("as states of before have it")
        .isEqualTo(points);
  }

  @Test
  void onlyWhatWasThereThenIsSince() {
    PackedSeries series =
        PackedSeries.of(4).startWindow(new Point(5, 1)).startWindow(new Point(10, 2));

    assertThat(series.since(10)).containsExactly(new Point(10, 2));
  }

  @Test
  void windowsAreCountedThatWereMergedToo() {
    assertThat(PackedSeries.of(4).windows()).isZero();
    PackedSeries series = PackedSeries.of(4);
    for (int i = 0; i < 7; i++) {
      series = series.startWindow(new Point(5L * i, 9));
      assertThat(series.windows()).isEqualTo(i + 1);
    }
    assertThat(series.points()).hasSize(4);
  }

  @Test
  void theNewestAreTheLast() {
    PackedSeries series = PackedSeries.of(4);
    for (int i = 0; i < 3; i++) {
      series = series.startWindow(new Point(5L * i, 9L - i, 2L * i));
    }

    assertThat(series.last(2)).containsExactly(new Point(5, 8, 2L), new Point(10, 7, 4L));
    assertThat(series.last(5)).isEqualTo(series.points());
    assertThat(PackedSeries.of(4).last(2)).isEmpty();
  }

  @Test
  void itGoesOnWithWhatAnotherHasAfterASecond() {
    PackedSeries first = PackedSeries.of(4).startWindow(new Point(5, 1));
    PackedSeries second =
        PackedSeries.of(4).startWindow(new Point(5, 3)).startWindow(new Point(10, 2));

    assertThat(first.then(second, 5).points()).containsExactly(new Point(5, 1), new Point(10, 2));
    assertThat(first.then(second, 10)).isEqualTo(first);
    assertThat(first.then(second, 4).points()).hasSize(3);
  }

  @Test
  void whatIsNoSeriesIsRefused() {
    assertThatThrownBy(() -> new PackedSeries(4, 1, 1, "5 !").points())
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("5 !");
  }
}
