package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.recording.SignalCodec;
import dev.memorysystem.collector.recording.SignalRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs; what watches them hands out a recording that lies ready. */
class RunnerTest {
  private static final String WATCH =
      """
      #!/usr/bin/env bash
      set -eu
      root=$(cd "$(dirname "$0")/.." && pwd)
      while [ "$1" != -- ]; do
        case $1 in
          --record) cp "$root/ready.jsonl.gz" "$2"; shift ;;
          --json) cp "$root/ready.json" "$2"; shift ;;
        esac
        shift
      done
      shift
      echo "$*" >> "$root/watched"
      exec "$@"
      """;

  private static final String YAML =
      """
      name: orders
      language: jvm
      what: Orders stay.
      source: https://example.org/1
      main: com.acme.Orders
      heap: 16m
      load: {low: [2], high: [6]}
      subset: true
      variants:
        - name: leaky
          expect: leak
          kind: thread
        - name: fixed
          jvm: [-Dfixed=true]
          expect: clean
      """;

  private static final String SOURCE =
      """
      package com.acme;

      public final class Orders {
        public static void main(String[] arguments) throws Exception {
          System.out.println(Boolean.getBoolean("fixed") ? "ENDED" : "EXHAUSTED seconds=600.5");
        }
      }
      """;

  @TempDir Path repository;
  private Layout layout;

  @BeforeEach
  void layOut() throws IOException {
    layout = new Layout(repository, repository.resolve("user"));
    write(layout.cases().resolve("orders/case.yaml"), YAML);
    write(layout.cases().resolve("orders/Orders.java"), SOURCE);
    write(layout.agent(), "agent");
    write(layout.watch(), WATCH);
    assertThat(layout.watch().toFile().setExecutable(true)).isTrue();
    List<Signal> signals = signals();
    try (SignalRecorder recorder = new SignalRecorder(repository.resolve("ready.jsonl.gz"))) {
      signals.forEach(recorder);
    }
    told(Story.of(signals).end());
  }

  @Test
  void whatWasRunIsKeptUntilItsInputsChange() throws Exception {
    List<Scored> first = run();
    List<Scored> second = run();

    assertThat(watched())
        .hasSize(2)
        .first()
        .asString()
        .contains("-Xms8m -Xmx16m", "com.acme.Orders 6");
    assertThat(second).isEqualTo(first);
    assertThat(first.getFirst().judged())
        .isInstanceOfSatisfying(
            Judged.Leak.class,
            leak -> {
              assertThat(leak.life()).isEqualTo(600.5);
              assertThat(leak.end()).isEqualTo(Verdict.INSUFFICIENT);
            });
    assertThat(first.getLast().judged()).isInstanceOf(Judged.Clean.class);

    write(layout.cases().resolve("orders/Orders.java"), SOURCE + "// changed\n");
    run();
    assertThat(watched()).as("another source").hasSize(4);
    write(layout.agent(), "another agent");
    run();
    assertThat(watched()).as("another agent").hasSize(6);
    write(
        layout.cases().resolve("orders/case.yaml"),
        YAML.replace("fixed=true]", "fixed=true, -Dx=1]"));
    run();
    assertThat(watched()).as("another flag, of one variant").hasSize(7);
    write(layout.cases().resolve("orders/case.yaml"), YAML.replace("kind: thread", "kind: native"));
    run();
    assertThat(watched()).as("judged otherwise, and the flag taken back").hasSize(8);
  }

  @Test
  void whatWentWrongIsRunAgain() throws Exception {
    write(layout.cases().resolve("orders/Orders.java"), SOURCE.replace("EXHAUSTED", "LOST"));

    List<Scored> scored = run();

    assertThat(scored.getFirst().judged()).isNull();
    assertThat(scored.getFirst().problem()).isEqualTo("said neither EXHAUSTED nor ENDED");
    run();
    assertThat(watched()).hasSize(3);
  }

  @Test
  void aRecordingThatTellsAnotherStoryThanWatchDoesIsNoResult() throws Exception {
    told(new Report(List.of(), List.of()));

    assertThat(run()).extracting(Scored::problem).allMatch(said -> said.contains("otherwise"));
  }

  @Test
  void whatWasRunIsScoredAgainWithoutARun() throws Exception {
    List<Scored> scored = run();

    assertThat(runner(System.out).kept(plans())).isEqualTo(scored);
    assertThat(watched()).hasSize(2);
  }

  @Test
  void eachFinishedRunIsOneLine() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    runner(new PrintStream(said, true, StandardCharsets.UTF_8)).run(plans());

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .anyMatch(
            line -> line.contains("/2] orders/leaky/G1/high  MISSED (insufficient), lived 10:01"))
        .anyMatch(
            line -> line.contains("/2] orders/fixed/G1/high  clean (insufficient at the end)"));
  }

  @Test
  void whatDoesNotCompileIsSaidBeforeAnythingRuns() throws Exception {
    write(layout.cases().resolve("orders/Orders.java"), SOURCE.replace("Boolean", "Boolaen"));

    assertThatThrownBy(this::run)
        .isInstanceOf(Workshop.NotBuilt.class)
        .hasMessageContaining("orders/leaky does not compile")
        .hasMessageContaining("Orders.java:5");
    assertThat(repository.resolve("watched")).doesNotExist();
  }

  @Test
  void aMainThatIsNotThereIsSaid() throws Exception {
    write(layout.cases().resolve("orders/case.yaml"), YAML.replace("com.acme.Orders", "Orders"));

    assertThatThrownBy(this::run)
        .isInstanceOf(Workshop.NotBuilt.class)
        .hasMessageContaining("no source has the class `Orders`");
  }

  private List<Scored> run() throws Exception {
    return runner(System.out).run(plans());
  }

  private Runner runner(PrintStream screen) {
    return new Runner(layout, Duration.ofSeconds(5), 2, screen);
  }

  private List<RunPlan> plans() throws Exception {
    return Matrix.SUBSET.plans(CaseFile.readAll(layout.cases()));
  }

  private List<String> watched() throws IOException {
    return Files.readAllLines(repository.resolve("watched"));
  }

  private void told(Report report) throws IOException {
    write(repository.resolve("ready.json"), Json.mapper().writeValueAsString(report));
  }

  private static List<Signal> signals() {
    return IntStream.rangeClosed(1, 30)
        .mapToObj(
            i ->
                SignalCodec.decode(
                    """
                    {"signal": "LiveSet",
                     "workload": {"namespace": "", "kind": "Process", "name": "orders", "container": ""},
                     "process": {"instanceId": "i-1", "pid": 7, "startedAt": "%s"},
                     "at": "%s", "floor": 8388608, "collections": %d, "oldCycles": %d, "heapLimit": 16777216}
                    """
                        .formatted(Examples.BEGIN, Examples.at(5.0 * i), i, i / 10)))
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
