package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.Sighting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the figures of a finding are worth a write. */
class FindingsTest {
  private static final String NOON = "2026-01-01T12:00:00Z";
  private static final String A_MINUTE_LATER = "2026-01-01T12:01:00Z";

  @Test
  void growthThatBecomesKnownOrUnknownIsWritten() {
    assertThat(isWritten(finding(0.5, null, null, null), finding(0.5, 1e6, null, null))).isTrue();
    assertThat(isWritten(finding(0.5, 1e6, null, null), finding(0.5, null, null, null))).isTrue();
    assertThat(isWritten(finding(0.5, 1e6, null, null), finding(0.5, 1.1e6, null, null))).isFalse();
    assertThat(isWritten(finding(0.5, 1e6, null, null), finding(0.5, 1.3e6, null, null))).isTrue();
  }

  @Test
  void aForecastWithoutMedianOrTimeIsNoMove() {
    Exhaustion open = new Exhaustion(1L << 28, null, null, null, NOON);
    Exhaustion undated = new Exhaustion(1L << 28, null, "2026-01-01T15:00:00Z", null, null);

    assertThat(isWritten(finding(0.5, 1e6, open, null), finding(0.5, 1e6, open, null))).isFalse();
    assertThat(isWritten(finding(0.5, 1e6, undated, null), finding(0.5, 1e6, undated, null)))
        .isFalse();
    assertThat(isWritten(finding(0.5, 1e6, null, null), finding(0.5, 1e6, open, null))).isTrue();
  }

  @Test
  void aMedianThatMovedByAFifthOfTheTimeLeftIsWrittenOnceAMinute() {
    Finding before = finding(0.5, 1e6, until("2026-01-01T22:00:00Z", NOON), null);

    assertThat(
            isWritten(
                before,
                finding(0.5, 1e6, until("2026-01-01T18:00:00Z", "2026-01-01T12:00:30Z"), null)))
        .isFalse();
    assertThat(
            isWritten(
                before, finding(0.5, 1e6, until("2026-01-01T18:00:00Z", A_MINUTE_LATER), null)))
        .isTrue();
    assertThat(
            isWritten(
                before, finding(0.5, 1e6, until("2026-01-01T21:00:00Z", A_MINUTE_LATER), null)))
        .isFalse();
  }

  @Test
  void anotherRevisionIsWrittenAndTheSameSeenLaterIsNot() {
    Finding before = finding(0.5, 1e6, null, new Sighting("r1", null, NOON));

    assertThat(isWritten(before, finding(0.5, 1e6, null, new Sighting("r1", null, A_MINUTE_LATER))))
        .isFalse();
    assertThat(isWritten(before, finding(0.5, 1e6, null, new Sighting("r2", null, A_MINUTE_LATER))))
        .isTrue();
  }

  private static boolean isWritten(Finding before, Finding now) {
    List<Finding> shown =
        Findings.toShow(List.of(now), List.of(before), MemoryProfileSpec.DEFAULT, Scene.START);
    assertThat(shown).hasSize(1);
    return !shown.equals(List.of(before));
  }

  private static Exhaustion until(String p50, String assessedAt) {
    return new Exhaustion(1L << 28, null, p50, null, assessedAt);
  }

  private static Finding finding(
      double confidence,
      @Nullable Double growth,
      @Nullable Exhaustion exhaustion,
      @Nullable Sighting lastSeen) {
    return new Finding(
        "f",
        "confirmed",
        null,
        "heap",
        confidence,
        Scene.ORDERS,
        null,
        null,
        lastSeen,
        null,
        null,
        null,
        null,
        null,
        growth,
        null,
        exhaustion,
        null,
        null,
        null,
        null);
  }
}
