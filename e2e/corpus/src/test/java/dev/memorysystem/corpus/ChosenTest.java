package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ChosenTest {
  private static final String YAML =
      """
      name: %s
      language: jvm
      what: Orders stay.
      source: https://example.org/1
      main: com.acme.Orders
      heap: 16m
      load: {low: [2], high: [6]}
      subset: %s
      variants:
        - name: leaky
          expect: leak
          kind: thread
        - name: fixed
          jvm: [%s]
          expect: clean
      """;

  @TempDir Path repository;

  @Command
  private static final class Line {
    @Mixin Chosen chosen;
  }

  @BeforeEach
  void layOut() throws Exception {
    write("orders", YAML.formatted("orders", "true", "-Dfixed=true"));
    write("bursts", YAML.formatted("bursts", "false", "-XX:+UseZGC"));
  }

  @Test
  void withoutAWordItIsTheMatrix() throws Exception {
    assertThat(chosen().all()).isTrue();
    assertThat(keys(chosen().plans(Matrix.SUBSET)))
        .containsExactly("orders/leaky/G1/high", "orders/fixed/G1/high");
    assertThat(chosen().plans(Matrix.FULL)).as("one variant has a collector").hasSize(14);
  }

  @Test
  void whatIsNamedRunsThoughItIsInNoSubset() throws Exception {
    assertThat(keys(chosen("bursts/fixed").plans(Matrix.SUBSET)))
        .containsExactly("bursts/fixed/ZGC/high");
    assertThat(chosen("orders").all()).isFalse();
    assertThatThrownBy(() -> chosen("nobody").plans(Matrix.SUBSET))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("`nobody`");
  }

  @Test
  void collectorAndLoadStandInForThoseOfTheMatrix() throws Exception {
    Chosen chosen = chosen("--collector", "parallel,SERIAL", "--load", "low");

    assertThat(chosen.all()).isFalse();
    assertThat(keys(chosen.plans(Matrix.SUBSET)))
        .containsExactly(
            "orders/leaky/PARALLEL/low",
            "orders/leaky/SERIAL/low",
            "orders/fixed/PARALLEL/low",
            "orders/fixed/SERIAL/low");
    assertThat(chosen().everyPlan()).as("all collectors, both loads").hasSize(26);
  }

  private Chosen chosen(String... words) {
    System.setProperty("corpus.repository", repository.toString());
    Line line = new Line();
    new CommandLine(line).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
    return line.chosen;
  }

  private static List<String> keys(List<RunPlan> plans) {
    return plans.stream().map(RunPlan::key).toList();
  }

  private void write(String name, String yaml) throws Exception {
    Path folder = repository.resolve("e2e/corpus/cases").resolve(name);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("case.yaml"), yaml);
  }
}
