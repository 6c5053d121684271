package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link SeriesStore} holds to. */
abstract class SeriesStoreContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Workload CARTS = new Workload("shop", "StatefulSet", "carts", "app");

  private static final Instant LATE = NOON.plusSeconds(60 * 3000);

  @TempDir Path directory;

  /** Opens the store that lives in a directory; creates it the first time. */
  abstract SeriesStore open(Path directory) throws IOException;

  @Test
  void aMinuteKeepsItsMinimumMaximumAndLast() throws Exception {
    try (SeriesStore store = open(directory)) {
      store.append(List.of(point(ORDERS, "rss", 0, 5), point(ORDERS, "rss", 30, 9)));
      store.append(List.of(point(ORDERS, "rss", 45, 7), point(ORDERS, "rss", 40, 1)));
      store.append(List.of(point(ORDERS, "rss", 60, 8)));
      assertThat(query(store, ORDERS, "rss"))
          .containsExactly(
              new Series(
                  "i-1",
                  "rss",
                  "",
                  List.of(
                      new Series.Minute(NOON, 1, 9, 7),
                      new Series.Minute(NOON.plusSeconds(60), 8, 8, 8))));
    }
  }

  @Test
  void addingTheSameAgainChangesNothing() throws Exception {
    try (SeriesStore store = open(directory)) {
      List<SeriesPoint> points = List.of(point(ORDERS, "rss", 0, 5), point(ORDERS, "rss", 70, 6));
      store.append(points);
      List<Series> once = query(store, ORDERS, "rss");
      store.append(points);
      assertThat(query(store, ORDERS, "rss")).isEqualTo(once);
    }
  }

  @Test
  void seriesAreToldApartByWorkloadProcessMetricAndAttributes() throws Exception {
    try (SeriesStore store = open(directory)) {
      store.append(
          List.of(
              point(ORDERS, "rss", 0, 1),
              point(ORDERS, "used", 0, 2),
              new SeriesPoint(ORDERS, "i-1", "used", "pool=Eden", NOON, 3),
              new SeriesPoint(ORDERS, "i-2", "rss", "", NOON, 4),
              point(CARTS, "rss", 0, 5)));
      assertThat(query(store, ORDERS, "rss"))
          .extracting(Series::instanceId)
          .containsExactly("i-1", "i-2");
      assertThat(query(store, ORDERS, "used"))
          .extracting(Series::attributes)
          .containsExactly("", "pool=Eden");
      assertThat(query(store, ORDERS, "")).hasSize(4);
      assertThat(query(store, CARTS, "")).hasSize(1);
    }
  }

  @Test
  void rangesAreHalfOpenAndAnswersBounded() throws Exception {
    try (SeriesStore store = open(directory)) {
      store.append(
          List.of(
              point(ORDERS, "rss", 0, 1),
              point(ORDERS, "rss", 60, 2),
              point(ORDERS, "rss", 120, 3)));
      assertThat(store.query(ORDERS, "rss", NOON, NOON.plusSeconds(120), 100).series())
          .singleElement()
          .satisfies(series -> assertThat(series.minutes()).hasSize(2));
      assertThat(store.query(ORDERS, "rss", NOON, NOON.plusSeconds(600), 1).series())
          .singleElement()
          .satisfies(series -> assertThat(series.minutes()).hasSize(1));
    }
  }

  @Test
  void whatIsOldIsPrunedAndTheRestGoesOnAfterReopening() throws Exception {
    try (SeriesStore store = open(directory)) {
      store.append(List.of(point(ORDERS, "rss", 0, 1), point(CARTS, "rss", 600, 2)));
      store.prune(NOON.plusSeconds(300));
      assertThat(query(store, ORDERS, "rss")).isEmpty();
      store.append(List.of(point(ORDERS, "rss", 900, 3)));
    }
    try (SeriesStore store = open(directory)) {
      store.append(List.of(point(ORDERS, "rss", 960, 4)));
      assertThat(query(store, ORDERS, "rss"))
          .singleElement()
          .satisfies(series -> assertThat(series.minutes()).hasSize(2));
      assertThat(query(store, CARTS, "rss")).hasSize(1);
    }
  }

  /** What was collected before an outage goes in parts, so that nobody waits for all of it. */
  @Test
  void manyOldMinutesGoBitByBit() throws Exception {
    try (SeriesStore store = open(directory)) {
      List<SeriesPoint> points = new ArrayList<>();
      for (int minute = 0; minute < 12_000; minute++) {
        points.add(point(ORDERS, "rss", 60 * minute, minute));
      }
      points.add(point(CARTS, "rss", 0, 1));
      store.append(points);
      Instant before = NOON.plusSeconds(60 * 11_000);
      int parts = 1;
      int left = minutes(store);
      while (store.prune(before)) {
        assertThat(minutes(store)).isBetween(left - 6_000, left - 1);
        left = minutes(store);
        parts++;
      }
      assertThat(parts).isBetween(2, 20);
      assertThat(minutes(store)).isEqualTo(1_000);
      assertThat(query(store, CARTS, "rss")).isEmpty();
      assertThat(store.prune(before)).isFalse();
    }
  }

  private static int minutes(SeriesStore store) throws IOException {
    return store
        .query(ORDERS, "rss", NOON, NOON.plusSeconds(60 * 12_000), 20_000)
        .series()
        .getFirst()
        .minutes()
        .size();
  }

  @Test
  void aQuestionCostsWhatIsLookedThroughAndNoMoreThanItMay() throws Exception {
    try (SeriesStore store = open(directory)) {
      List<SeriesPoint> points = new ArrayList<>();
      for (int minute = 0; minute < 100; minute++) {
        for (String metric : List.of("a", "b", "c")) {
          points.add(point(ORDERS, metric, 60 * minute, minute));
        }
      }
      points.add(point(CARTS, "other", 0, 1));
      store.append(points);
      SeriesStore.Found all = store.query(ORDERS, "", NOON, LATE, 10_000);
      assertThat(all.series()).hasSize(3);
      assertThat(all.rows())
          .as("100 minutes, a process, 3 names and 300 minutes answered")
          .isEqualTo(132);
      SeriesStore.Found some = store.query(ORDERS, "", NOON, LATE, 150);
      assertThat(some.series()).extracting(Series::metric).containsExactly("a", "b");
      assertThat(some.series()).extracting(each -> each.minutes().size()).containsExactly(100, 50);
      SeriesStore.Found few = store.query(ORDERS, "b", NOON, LATE, 30);
      assertThat(few.series().getFirst().minutes()).hasSize(30);
      assertThat(few.rows()).isEqualTo(35);
      assertThat(store.query(ORDERS, "none", NOON, LATE, 10_000).rows()).isEqualTo(1);
    }
  }

  @Test
  void withoutRoomTheOldestGoFirst() throws Exception {
    try (SeriesStore store = open(directory)) {
      List<SeriesPoint> points = new ArrayList<>();
      for (int minute = 0; minute < 3000; minute++) {
        for (int metric = 0; metric < 20; metric++) {
          points.add(point(ORDERS, "metric." + metric, 60 * minute, minute + 0.5));
        }
      }
      store.append(points);
      assertThat(store.pruneTo(1L << 30)).isFalse();
      assertThat(store.pruneTo(400_000)).isTrue();
      while (store.pruneTo(400_000)) {
        assertThat(store.query(ORDERS, "metric.7", NOON, LATE, 10_000).series()).isNotEmpty();
      }
      List<Series.Minute> left =
          store.query(ORDERS, "metric.7", NOON, LATE, 10_000).series().getFirst().minutes();
      assertThat(left).hasSizeBetween(100, 2900);
      assertThat(left.getLast().last()).isEqualTo(2999.5);
      assertThat(left.getLast().at()).isEqualTo(NOON.plusSeconds(60 * 2999));
      assertThat(store.pruneTo(400_000)).isFalse();
    }
  }

  private static SeriesPoint point(Workload workload, String metric, int second, double value) {
    return new SeriesPoint(workload, "i-1", metric, "", NOON.plusSeconds(second), value);
  }

  private static List<Series> query(SeriesStore store, Workload workload, String metric)
      throws IOException {
    return store
        .query(workload, metric, NOON.minusSeconds(60), NOON.plusSeconds(6000), 10_000)
        .series();
  }
}
