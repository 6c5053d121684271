package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final String LAST = "l".repeat(40);

  /** What is left beside the last step: two steps that long are kept, and no longer ones. */
  private static final int ROOM =
      IntStream.range(1, 1000)
          .takeWhile(n -> Texts.path(List.of("a".repeat(n), LAST)).getFirst().startsWith("a"))
          .max()
          .orElseThrow();

  @Test
  void aLongNameLosesItsEnd() {
    assertThat(Texts.name("a".repeat(160))).isEqualTo("a".repeat(160));
    assertThat(Texts.name("a".repeat(161))).isEqualTo("a".repeat(160) + "…");
  }

  @Test
  void aFieldIsToldAsItIsOrNotAtAll() {
    assertThat(Texts.field("a.B.c")).isEqualTo("a.B.c");
    assertThat(Texts.field("a".repeat(160))).hasSize(160);
    assertThat(Texts.field("a".repeat(161))).isNull();
    assertThat(Texts.field("")).isNull();
    assertThat(Texts.field(null)).isNull();
  }

  @Test
  void aShortPathIsKeptWhole() {
    List<String> path = List.of("a".repeat(ROOM - 2), "[]", LAST);

    assertThat(Texts.path(path)).isEqualTo(path);
    assertThat(Texts.path(List.of())).isEmpty();
  }

  @Test
  void ofALongPathTheFirstAndTheLastStepsAreKept() {
    // 30 are left beside the first and the last
    String first = "f".repeat(ROOM - 30);

    assertThat(Texts.path(List.of(first, "x".repeat(20), "y".repeat(20), "z".repeat(10), LAST)))
        .containsExactly(first, "…", "y".repeat(20), "z".repeat(10), LAST);
    assertThat(Texts.path(List.of(first, "x".repeat(20), "y".repeat(31), LAST)))
        .containsExactly(first, "…", LAST);
    assertThat(Texts.path(List.of(first, "x".repeat(31), LAST))).containsExactly(first, "…", LAST);
  }

  @Test
  void whereThereIsNoRoomForTheFirstStepItIsLeftOut() {
    String first = "f".repeat(ROOM + 1);

    assertThat(Texts.path(List.of(first, "x".repeat(20), LAST)))
        .containsExactly("…", "x".repeat(20), LAST);
    assertThat(Texts.path(List.of(first, LAST))).containsExactly("…", LAST);
    assertThat(Texts.path(List.of("f".repeat(ROOM), "x", LAST)))
        .containsExactly("f".repeat(ROOM), "…", LAST);
    assertThat(Texts.path(List.of("a".repeat(300)))).containsExactly("…", "a".repeat(160) + "…");
  }
}
