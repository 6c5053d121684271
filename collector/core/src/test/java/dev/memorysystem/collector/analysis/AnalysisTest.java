package dev.memorysystem.collector.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.store.Commit;
import dev.memorysystem.collector.store.SqliteDatabase;
import dev.memorysystem.collector.store.SqliteStateStore;
import dev.memorysystem.collector.store.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {
  private static final Workload CHECKOUT = new Workload("shop", "Deployment", "checkout", "app");
  private static final Instant LATER = Instant.parse("2026-01-01T00:10:00Z");

  /** The id that version 1 gave its finding. */
  private static final String ID = "53c3d3c3e522";

  @TempDir Path data;
  private final AtomicInteger failures = new AtomicInteger();
  private SqliteDatabase database;
  private StateStore store;

  @BeforeEach
  void open() throws IOException {
    database = SqliteDatabase.open(data.resolve("test.db"));
    store = new SqliteStateStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aStateOfVersionOneGoesOnWithItsFinding() throws IOException {
    put(recorded());
    Analysis analysis = new Analysis(store, failures::incrementAndGet);
    Triage known = new Triage(TriageState.ACKNOWLEDGED, "fixed in 1.5", null);

    List<Decision> decisions =
        analysis.fold(
            new DetectionSettings(CHECKOUT, LATER, 0.8, Duration.ofDays(7), Map.of(ID, known)));

    assertThat(decisions).hasSize(1);
    Finding finding = ((Decision.FindingChanged) decisions.getFirst()).finding();
    assertThat(finding.id()).isEqualTo(ID);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.triage()).isEqualTo(known);
    assertThat(analysis.takeChanged().texts().get(CHECKOUT))
        .contains("\"version\":" + WorkloadState.VERSION);
    assertThat(failures).hasValue(0);
  }

  @Test
  void aStateOfVersionOneIsClosedWhenItsWorkloadIsGone() throws IOException {
    put(recorded());
    Analysis analysis = new Analysis(store, failures::incrementAndGet);
    analysis.fold(new PodsListed(CHECKOUT, LATER, 0));

    List<Decision> decisions =
        analysis.fold(new PodsListed(CHECKOUT, LATER.plus(Duration.ofMinutes(15)), 0));

    assertThat(decisions)
        .first()
        .extracting(decision -> ((Decision.FindingChanged) decision).finding().state())
        .isEqualTo(FindingState.RESOLVED);
  }

  @Test
  void aStateOfANewerVersionStartsAfresh() throws IOException {
    put(recorded().replace("\"version\":1", "\"version\":99"));
    Analysis analysis = new Analysis(store, failures::incrementAndGet);

    analysis.fold(new DetectionSettings(CHECKOUT, LATER, 0.8, Duration.ofDays(7), Map.of()));

    assertThat(analysis.takeChanged().texts().get(CHECKOUT)).doesNotContain(ID);
    assertThat(failures).hasValue(0);
  }

  private static String recorded() throws IOException {
    try (InputStream in = AnalysisTest.class.getResourceAsStream("state-of-version-1.json")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private void put(String state) throws IOException {
    store.commit(
        new Commit(
            LATER,
            1,
            Map.of(CHECKOUT, state),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            Set.of()));
  }
}
