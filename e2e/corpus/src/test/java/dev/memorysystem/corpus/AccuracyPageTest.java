package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyPageTest {
  @TempDir Path folder;

  @Test
  void onlyTheSectionBetweenTheMarkersIsReplaced() {
    String page = "# Accuracy\n\n<!-- series: begin -->\nkept\n<!-- series: end -->\n";

    String once = AccuracyPage.with(page, "one\n");
    String twice = AccuracyPage.with(once + "\nafter\n", "two\n");

    assertThat(once).startsWith(page).contains(AccuracyPage.BEGIN + "\none\n" + AccuracyPage.END);
    assertThat(twice)
        .startsWith(page)
        .contains(AccuracyPage.BEGIN + "\ntwo\n" + AccuracyPage.END + "\n\nafter\n")
        .doesNotContain("one");
  }

  @Test
  void theTableHoldsWhatWasMeasured() throws Exception {
    Path page = folder.resolve("accuracy.md");
    AccuracyPage.write(page, TotalsTest.SCORED);
    AccuracyPage.write(page, TotalsTest.SCORED);

    assertThat(Files.readString(page))
        .startsWith("# Accuracy")
        .contains(
            "7 runs of 1 cases",
            "(7 with G1 at high load)",
            "| recall: confirmed before half of the leak's life | 50 % (2 of 4; 7–93 %) | 95 % |",
            "| confirmed on twins and hard negatives | 33 % (1 of 3;",
            "| orders, leaky | G1, high | 10:00 | 10 % | 20 % | heap ✓ | `com.acme.Order` ✓ |",
            "| **60 %** |",
            "| **no** (insufficient) |",
            "| orders, fixed | G1, high | no-leak | after 1:00 | **after 1:39** |",
            "- orders/leaky/G1/high: ended with exit code 1")
        .containsOnlyOnce(AccuracyPage.BEGIN);
  }

  @Test
  void theSameIsThereForPrograms() throws Exception {
    Path json = folder.resolve("target/corpus.json");
    CorpusJson.write(json, TotalsTest.SCORED);

    JsonNode document = new ObjectMapper().readTree(json.toFile());

    assertThat(document.at("/totals/confirmedInTime/count").asInt()).isEqualTo(2);
    assertThat(document.at("/totals/confirmedInTime/of").asInt()).isEqualTo(4);
    assertThat(document.at("/forecastError").asDouble()).isEqualTo(0.1);
    assertThat(document.at("/runs")).hasSize(8);
    assertThat(document.at("/runs/0/leak/confirmed").asDouble()).isEqualTo(0.2);
    assertThat(document.at("/runs/4/problem").asText()).isEqualTo("ended with exit code 1");
    assertThat(document.at("/runs/7/clean/confirmed").asDouble()).isEqualTo(99);
  }
}
