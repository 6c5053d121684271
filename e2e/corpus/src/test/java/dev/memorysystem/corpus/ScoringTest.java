package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded leak of mapped files, as watch may have told it. */
class ScoringTest {
  private static final Path RECORDED =
      Path.of("recordings/mapped-files/leaky/G1/high/recording.jsonl.gz");

  @TempDir Path folder;

  @Test
  void whatWasToldBesideAFindingIsNoOtherStory() throws IOException {
    Report end = recorded();
    Cited running = new Cited("i", null, null, Instant.EPOCH, List.of("100 % a.B.c"));
    List<Finding> beside =
        end.findings().stream().map(finding -> finding.beside(running, null, null)).toList();

    assertThat(end.findings()).hasSize(1);
    assertThat(replaysAsTold(end)).isTrue();
    assertThat(replaysAsTold(new Report(beside, end.assessments(), end.anomalies()))).isTrue();
  }

  @Test
  void aFindingThatTheReplayDoesNotHaveIs() throws IOException {
    Report end = recorded();

    assertThat(replaysAsTold(new Report(List.of(), end.assessments(), end.anomalies()))).isFalse();
  }

  private static Report recorded() throws IOException {
    return Story.of(Recording.read(RECORDED)).end();
  }

  private boolean replaysAsTold(Report told) throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.copy(RECORDED, run.recording(), StandardCopyOption.REPLACE_EXISTING);
    Json.mapper().writeValue(run.report().toFile(), told);
    return Scoring.replaysAsTold(run);
  }
}
