package dev.memorysystem.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.accuracy.score.Breakdown;
import dev.memorysystem.accuracy.score.Result;
import dev.memorysystem.accuracy.score.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as {@code make accuracy} makes it, only smaller. */
class BenchTest {
  @Test
  void writesTheTableTheShapesAndEveryCase(@TempDir Path folder) throws Exception {
    Options options =
        Options.of(
            List.of(
                "--seeds", "2", "--cases", "1", "--shape", "load", "--output", folder.toString()));
    Map<Long, List<Result>> seeds = Bench.run(options);
    List<Result> all = seeds.values().stream().flatMap(List::stream).toList();
    new Outputs(Table.of(seeds.values(), List.of()), Breakdown.of(all), all).write(folder);

    JsonNode rows = new ObjectMapper().readTree(folder.resolve("accuracy.json").toFile());
    assertThat(rows.get("rows")).isNotEmpty();
    JsonNode recall = rows.get("rows").get(0);
    assertThat(recall.get("peers").size()).isEqualTo(4);
    assertThat(recall.get("ours")).hasSize(3);
    assertThat(all).filteredOn(Result::leak).anyMatch(r -> r.suspectedShare() != null);
    assertThat(Files.readAllLines(folder.resolve("accuracy-cases.jsonl"))).hasSameSizeAs(all);
    JsonNode shapes = new ObjectMapper().readTree(folder.resolve("accuracy-shapes.json").toFile());
    assertThat(shapes.size()).isEqualTo(options.shapes().size());
  }

  @Test
  void saysWhatIsWrongWithAnArgument() {
    assertThatThrownBy(() -> Options.of(List.of("--cases", "none")))
        .hasMessageContaining("--cases is a number from 1, not none");
    assertThatThrownBy(() -> Options.of(List.of("--cases"))).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> Options.of(List.of("--case"))).hasMessageContaining("unknown: --case");
    assertThatThrownBy(() -> Options.of(List.of("--shape", "nought")))
        .hasMessageContaining("no shape has \"nought\"")
        .hasMessageContaining("constant leak");
  }
}
