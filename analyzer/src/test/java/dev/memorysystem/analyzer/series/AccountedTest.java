package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Accounted.Category;
import dev.memorysystem.analyzer.signal.Areas;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountedTest {
  @Test
  void thoseThatGrewMostAreKept() {
    Map<String, Long> begin = new HashMap<>();
    Map<String, Long> now = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      begin.put("Area " + i, 1000L);
      now.put("Area " + i, 1000L + (i == 17 ? 500 : i));
    }

    Accounted accounted = Accounted.of(begin, 40).with(now).with(now);

    assertThat(accounted.since()).isEqualTo(40);
    assertThat(accounted.categories()).hasSize(4);
    assertThat(accounted.categories()).extracting(Category::name).contains("Area 17");
  }

  @Test
  void onesThatOthersFollowAreLeftOut() {
    Areas areas =
        areas(
            Map.of(
                "Java Heap",
                100L,
                "GC",
                10L,
                "Thread",
                20L,
                "Code",
                5L,
                "Other",
                70L,
                "Symbol",
                3L));

    assertThat(Accounted.left(areas, 30)).containsOnly(Map.entry("Other", 40L), symbol());
    assertThat(Accounted.left(areas, 90)).containsOnly(Map.entry("Other", 0L), symbol());
    assertThat(Accounted.followed(areas)).isEqualTo(30);
    assertThat(Accounted.code(areas)).isEqualTo(5);
  }

  @Test
  void beforeJdk11BuffersAreInternal() {
    assertThat(Accounted.left(areas(Map.of("Internal", 70L, "Symbol", 3L)), 30))
        .containsOnly(Map.entry("Internal", 40L), symbol());
  }

  @Test
  void aRuntimeThatTracksNothingHasNone() {
    assertThat(Accounted.left(Areas.UNKNOWN, 30)).isNull();
    assertThat(Accounted.followed(Areas.UNKNOWN)).isZero();
    assertThat(Accounted.code(Areas.UNKNOWN)).isNull();
  }

  @Test
  void nonsenseIsNotKept() {
    assertThat(Accounted.left(areas(Map.of("x".repeat(500), 1L, "Other", -5L, "Symbol", 3L)), 0))
        .containsOnly(Map.entry("x".repeat(40), 1L), symbol());
  }

  @Test
  void twoPiecesBeginWithTheFirst() {
    Accounted earlier = Accounted.of(Map.of("Other", 10L), 40).with(Map.of("Other", 20L));
    Accounted later = Accounted.of(Map.of("Other", 50L), 90).with(Map.of("Other", 60L));

    assertThat(Accounted.then(earlier, later))
        .isEqualTo(Accounted.of(Map.of("Other", 10L), 40).with(Map.of("Other", 60L)));
    assertThat(Accounted.then(null, later)).isEqualTo(later);
    assertThat(Accounted.then(earlier, null)).isEqualTo(earlier);
  }

  private static Map.Entry<String, Long> symbol() {
    return Map.entry("Symbol", 3L);
  }

  private static Areas areas(Map<String, Long> accounted) {
    return new Areas(null, null, null, null, null, null, null, null, null, null, accounted);
  }
}
