package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Followed.Sized;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerWordsTest {
  private static GrowingContainer container(
      @Nullable Long first, @Nullable Instant firstAt, long now) {
    return new GrowingContainer(
        "java.util.HashMap", "static", null, first, firstAt, now, NOON.plusSeconds(360));
  }

  private static Followed followed(@Nullable String holder, List<String> path) {
    Sized size = new Sized(0, 1);
    return new Followed(
        PathRoot.STATIC,
        path,
        holder,
        "java.util.HashMap",
        null,
        0,
        size,
        size,
        size,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  @Test
  void oneIsAnElement() {
    assertThat(ContainerWords.elements(0)).isEqualTo("0 elements");
    assertThat(ContainerWords.elements(1)).isEqualTo("1 element");
    assertThat(ContainerWords.elements(88_310)).isEqualTo("88,310 elements");
  }

  @Test
  void growthIsToldWithItsTimeWhereThereIsAny() {
    assertThat(ContainerWords.growth(container(1204L, NOON, 88_310)))
        .isEqualTo("grew from 1,204 to 88,310 elements in 6 min");
    assertThat(ContainerWords.growth(container(12L, NOON, 12))).isEqualTo("has 12 elements");
    assertThat(ContainerWords.growth(container(13L, NOON, 12))).isEqualTo("has 12 elements");
    assertThat(ContainerWords.growth(container(null, NOON, 12))).isEqualTo("has 12 elements");
    assertThat(ContainerWords.growth(container(1L, null, 12))).isEqualTo("has 12 elements");
  }

  @Test
  void aContainerIsNamedByItsField() {
    assertThat(ContainerWords.named(followed("a.B.all", List.of("a.B.all", "[]"))))
        .isEqualTo("a.B.all (java.util.HashMap)");
    assertThat(ContainerWords.named(followed(null, List.of("a.B.all", "[]"))))
        .isEqualTo("a.B.all (java.util.HashMap)");
    assertThat(ContainerWords.named(followed(null, List.of("[]"))))
        .isEqualTo("A java.util.HashMap");
  }
}
