package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded JVMs: a published leak, its fixed twin, a cache that fills half the heap. */
class TraceTest {
  @Test
  void leakIsConfirmedWithinThreeMinutesWithItsSite() {
    Run run = Run.of(Trace.read("leaky"));

    Finding finding = run.finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.transitions().getLast().at())
        .isBefore(Instant.parse("2026-01-01T00:04:00Z"));
    assertThat(finding.type()).isEqualTo("io.sentry.Span");
    assertThat(finding.evidence().applicationFrame())
        .isEqualTo("shop.checkout.Stock.reserve(Stock.java:17)");
    assertThat(finding.growthBytesPerHour()).isBetween(0.4e6 * 3600, 0.5e6 * 3600);
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.LEAK);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
  }

  @Test
  void exhaustionIsForecastFromTheLeaksRate() {
    Finding finding = Run.of(Trace.read("leaky")).finding();

    // 224 MiB at 0.46 MB/s from 16 MB at 20 s
    assertThat(finding.exhaustion().limit()).isEqualTo(224L << 20);
    assertThat(finding.exhaustion().p50())
        .isBetween(Instant.parse("2026-01-01T00:07:30Z"), Instant.parse("2026-01-01T00:09:00Z"));
    assertThat(finding.exhaustion().p10()).isBefore(finding.exhaustion().p50());
    assertThat(finding.exhaustion().p50()).isBefore(finding.exhaustion().p90());
  }

  @Test
  void leakIsConfirmedWithinFourMinutesOfReportsEvery15Seconds() {
    Finding finding = Run.of(Trace.read("leaky", 3)).finding();

    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.type()).isEqualTo("io.sentry.Span");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "cache", "tracking-fixed"})
  void fixedTwinAndCacheAreNotConfirmedFromReportsEvery15Seconds(String name) {
    Run run = Run.of(Trace.read(name, 3));

    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "cache", "tracking-fixed"})
  void fixedTwinAndCacheAreNeverSuspected(String name) {
    Run run = Run.of(Trace.read(name));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void reasonSaysThatPromotedGarbageIsNotTheLiveSet() {
    Run run = Run.of(Trace.read("leaky-serial"));

    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(run.assessment().reason())
        .contains("Only 0 old-generation cycles completed while watched");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaky-serial", "fixed-serial", "cache-serial"})
  void nothingIsSuspectedWithoutOldGenerationCollections(String name) {
    Run run = Run.of(Trace.read(name));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isNotEqualTo(Verdict.LEAK);
  }

  @Test
  void leakThatTheSamplerMissesIsConfirmedWithoutASite() {
    Run run = Run.of(Trace.read("tracking-leaky"));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings()).allMatch(f -> f.type() == null && f.allocationSite().isEmpty());
  }
}
