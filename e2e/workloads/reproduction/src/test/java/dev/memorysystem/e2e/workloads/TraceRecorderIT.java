package dev.memorysystem.e2e.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TraceRecorderIT {
  /** So small that the leak makes both young and old collections within the recording. */
  private static final String HEAP = "-Xmx64m";

  @Test
  void recordsAWindowEveryFiveSecondsAndTheSurvivors(@TempDir Path folder) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    TraceRecorder.main(
        new String[] {
          folder.toString(), "leaky", "10", java, HEAP, "-jar", "../leaky/target/app/app.jar"
        });

    List<String> floors = Files.readAllLines(folder.resolve("leaky.csv"));
    assertThat(floors).hasSize(3).first().isEqualTo(HeapTrace.HEADER);
    assertThat(floors.subList(1, 3))
        .allMatch(row -> row.matches("\\d+,\\d*,\\d+,67108864,\\d+"))
        .anyMatch(row -> row.matches("\\d+,\\d+,.*"));

    List<String> survivors = Files.readAllLines(folder.resolve("leaky-survivors.csv"));
    assertThat(survivors).first().isEqualTo(SurvivorSnapshot.HEADER);
    assertThat(survivors.subList(1, survivors.size()))
        .isNotEmpty()
        .allMatch(row -> row.matches("\\d+\\.\\d,\\d+\\.\\d,[^,]+,\\d+,.*"))
        .anyMatch(row -> row.contains("shop.checkout."));
  }
}
