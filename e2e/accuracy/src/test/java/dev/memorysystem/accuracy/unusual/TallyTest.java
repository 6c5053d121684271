package dev.memorysystem.accuracy.unusual;

import static dev.memorysystem.analyzer.finding.AnomalyKind.ALLOCATION_BURST;
import static dev.memorysystem.analyzer.finding.AnomalyKind.GC_THRASH;
import static dev.memorysystem.analyzer.finding.AnomalyKind.LIVE_SET_STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void whatIsThereAndWhatWasToldIsCountedByKind() {
    var tally =
        Tally.of(
            List.of(
                new Notices("burst", "", ALLOCATION_BURST, Duration.ofMinutes(4), List.of()),
                new Notices("burst", "", ALLOCATION_BURST, Duration.ofMinutes(2), List.of()),
                new Notices("burst", "", ALLOCATION_BURST, null, wrong(LIVE_SET_STEP)),
                new Notices("flat", "", null, null, wrong(ALLOCATION_BURST, ALLOCATION_BURST)),
                new Notices("flat", "", null, null, List.of())));

    Tally.Line burst = line(tally, ALLOCATION_BURST);
    assertThat(burst.recall()).isEqualTo(2 / 3.0);
    assertThat(burst.precision()).isEqualTo(2 / 4.0);
    assertThat(burst.wrongCases()).isEqualTo(1);
    assertThat(burst.cases()).isEqualTo(2);
    assertThat(burst.after()).isEqualTo(Duration.ofMinutes(4));
    assertThat(line(tally, LIVE_SET_STEP).precision()).isZero();
    assertThat(line(tally, GC_THRASH).after()).isNull();
    assertThat(line(tally, GC_THRASH).precision()).isNaN();
  }

  private static Tally.Line line(Tally tally, AnomalyKind kind) {
    return tally.lines().stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }

  private static List<Anomaly> wrong(AnomalyKind... kinds) {
    return List.of(kinds).stream()
        .map(
            kind ->
                new Anomaly(
                    kind,
                    new Workload("", "Process", "app", ""),
                    Instant.EPOCH,
                    null,
                    new ProcessRef("i", null, null, null, null, null, null, null, null),
                    null,
                    1,
                    "1",
                    "r"))
        .toList();
  }
}
