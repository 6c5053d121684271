package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.GrowingContainer;
import dev.memorysystem.crd.MemoryProfileSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolderTextTest {
  private static final String FIELD = "io.sentry.Hub.throwableToSpan";
  private static final String MAP = "java.util.Collections$SynchronizedMap";
  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aFieldWithWhatItHoldsThenAndNow() {
    assertThat(HolderText.of(held(FIELD, grown(88_310, Duration.ofSeconds(375)))))
        .isEqualTo(
            "io.sentry.Hub.throwableToSpan (java.util.Collections$SynchronizedMap, 1,204 -> 88,310"
                + " elements in 6 min)");
  }

  @ParameterizedTest
  @CsvSource({"59, 59 s", "7199, 119 min", "7200, 2 h", "172799, 47 h", "172800, 2 days"})
  void timesAreRounded(long seconds, String words) {
    assertThat(HolderText.of(held(FIELD, grown(88_310, Duration.ofSeconds(seconds)))))
        .endsWith(" in " + words + ")");
  }

  @Test
  void whatIsUnknownIsLeftOut() {
    assertThat(HolderText.of(held(null, null))).isNull();
    assertThat(HolderText.of(held(FIELD, null))).isEqualTo(FIELD);
    assertThat(
            HolderText.of(held(FIELD, new GrowingContainer(MAP, null, null, null, null, 12, null))))
        .isEqualTo(FIELD + " (java.util.Collections$SynchronizedMap, 12 elements)");
    assertThat(
            HolderText.of(held(null, new GrowingContainer(MAP, null, null, null, null, 12, null))))
        .isEqualTo("java.util.Collections$SynchronizedMap, 12 elements");
  }

  @Test
  void theStatusShowsItAndIsNotWrittenAgainForAFewElements() {
    Finding first = shown(null, held(FIELD, grown(88_310, Duration.ofMinutes(6))));

    assertThat(first.holder()).startsWith(FIELD + " (" + MAP + ", 1,204 -> 88,310 elements");
    assertThat(shown(first, held(FIELD, grown(90_000, Duration.ofMinutes(7))))).isEqualTo(first);
    assertThat(shown(first, held(FIELD, grown(120_000, Duration.ofMinutes(9)))).holder())
        .contains("1,204 -> 120,000 elements in 9 min");
    assertThat(shown(first, held("a.B.other", grown(88_310, Duration.ofMinutes(6)))).holder())
        .startsWith("a.B.other (");
  }

  @Test
  void whatAnOlderCollectorSaysStaysAsItIs() {
    Finding first = shown(null, held(null, null));

    assertThat(first.holder()).isNull();
    assertThat(shown(first, held(FIELD, null)).holder()).isEqualTo(FIELD);
  }

  private static Finding shown(@Nullable Finding before, Finding now) {
    return Findings.toShow(
            List.of(now),
            before == null ? List.of() : List.of(before),
            MemoryProfileSpec.DEFAULT,
            Scene.START)
        .getFirst();
  }

  private static GrowingContainer grown(long elements, Duration time) {
    return new GrowingContainer(
        MAP,
        "static",
        "io.sentry.Span",
        1204L,
        FIRST.toString(),
        elements,
        FIRST.plus(time).toString());
  }

  private static Finding held(@Nullable String holder, @Nullable GrowingContainer container) {
    return new Finding(
        "f",
        "confirmed",
        null,
        "heap",
        0.9,
        Scene.ORDERS,
        null,
        null,
        null,
        null,
        null,
        holder,
        null,
        container,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
