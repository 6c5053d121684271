package dev.memorysystem.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.collector.api.ClassCensus.ClassCount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhatGrewTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void thoseThatGrewMostWithTheirSizeThenAndNow() {
    Cited grew =
        grew(
            900L,
            300L,
            new ClassCount("byte[]", 900_000, 90L << 20, 890_000L, 89L << 20),
            new ClassCount("com.acme.Session", 88_310, 64L << 20, 1_204L, 1L << 20),
            new ClassCount("java.lang.String", 500_000, 12L << 20, 510_000L, 13L << 20),
            new ClassCount("com.acme.New", 3, 96, 0L, 0L));

    assertThat(grew.lines())
        .containsExactly(
            "com.acme.Session: 1,204 -> 88,310 objects, 1.0 MiB -> 64.0 MiB",
            "byte[]: 890,000 -> 900,000 objects, 89.0 MiB -> 90.0 MiB",
            "com.acme.New: 0 -> 3 objects, 0.0 KiB -> 0.1 KiB");
    assertThat(grew.since()).isEqualTo(NOON.minusSeconds(600));
    assertThat(grew.at()).isEqualTo(NOON);
  }

  @Test
  void aFirstCensusAndOneInWhichNothingGrewSayNothing() {
    assertThat(grew(900L, null, new ClassCount("com.acme.Session", 9, 900, null, null))).isNull();
    assertThat(grew(900L, 300L, new ClassCount("com.acme.Session", 9, 900, 9L, 900L))).isNull();
  }

  @Test
  void timesThatCannotBeAreUnknown() {
    ClassCount grown = new ClassCount("com.acme.Session", 9, 900, 8L, 800L);

    assertThat(grew(Long.MAX_VALUE, Long.MIN_VALUE, grown).since()).isNull();
    assertThat(grew(300L, 900L, grown).since()).isNull();
    assertThat(grew(null, 300L, grown).since()).isNull();
  }

  private static Cited grew(
      @Nullable Long seconds, @Nullable Long previousSeconds, ClassCount... classes) {
    return WhatGrew.in(
        "i-1",
        null,
        new ClassCensus("census-2/f", NOON, seconds, 1L, 1L, previousSeconds, List.of(classes)));
  }
}
