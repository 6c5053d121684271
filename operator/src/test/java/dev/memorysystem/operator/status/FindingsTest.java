package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Cited;
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

  @Test
  void whoRanAndWhatGrewIsWrittenWhenItWasLookedAgain() {
    Cited ran = cited(NOON, "62 % com.acme.Import.parse");
    Cited again = cited(A_MINUTE_LATER, "62 % com.acme.Import.parse");

    assertThat(isWritten(beside(null, null, null), beside(ran, null, null))).isTrue();
    assertThat(isWritten(beside(ran, null, null), beside(ran, null, null))).isFalse();
    assertThat(isWritten(beside(ran, null, null), beside(again, null, null))).isTrue();
    assertThat(isWritten(beside(null, ran, null), beside(null, again, null))).isTrue();
  }

  @Test
  void whatIsLeftOpenIsWrittenWhenItIsKnownAndThenEveryTenMinutesIfItMoved() {
    Finding first = beside(null, null, cited(NOON, "open 9"));

    assertThat(isWritten(beside(null, null, null), first)).isTrue();
    assertThat(isWritten(first, beside(null, null, null))).isTrue();
    assertThat(isWritten(first, beside(null, null, cited("2026-01-01T12:09:59Z", "open 99"))))
        .isFalse();
    assertThat(isWritten(first, beside(null, null, cited("2026-01-01T12:10:00Z", "open 99"))))
        .isTrue();
    assertThat(isWritten(first, beside(null, null, cited("2026-01-01T13:00:00Z", "open 9"))))
        .isFalse();
  }

  private static Cited cited(String at, String line) {
    return new Cited("i", "orders-1", null, at, List.of(line));
  }

  private static Finding beside(
      @Nullable Cited running, @Nullable Cited grownClasses, @Nullable Cited leftOpen) {
    Finding f = finding(0.5, 1e6, null, null);
    return new Finding(
        f.id(),
        f.state(),
        f.triage(),
        f.kind(),
        f.confidence(),
        f.workload(),
        f.processes(),
        f.firstSeen(),
        f.lastSeen(),
        f.type(),
        f.allocationSite(),
        f.holder(),
        f.retainedPath(),
        f.growingContainer(),
        f.growthBytesPerHour(),
        f.shareOfGrowth(),
        f.exhaustion(),
        f.evidence(),
        f.transitions(),
        f.reason(),
        f.recommendation(),
        running,
        grownClasses,
        leftOpen);
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
