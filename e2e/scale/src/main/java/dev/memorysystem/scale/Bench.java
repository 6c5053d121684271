package dev.memorysystem.scale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** {@code make bench-analyzer}: how many containers one core analyses. */
public final class Bench {
  private static final Path RESULTS = Path.of("target/bench/analyzer.json");
  private static final Path STATES = Path.of("target/bench/analyzer-states");

  private static final double BAR = 10_000;
  private static final double AIM = 100_000;

  /** Bytes of a process's state at rest. */
  private static final double STATE_BAR = 16 << 10;

  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private Bench() {}

  record Table(List<Row> rows) {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    Options options = Options.of(List.of(arguments));
    Map<String, Row> rows = new LinkedHashMap<>();
    if (Files.exists(RESULTS)) {
      JSON.readValue(RESULTS.toFile(), Table.class).rows().forEach(r -> rows.put(r.what(), r));
    }
    System.out.println("folding the histories");
    Prepared.write(STATES);
    for (Row row : sizes()) {
      rows.put(row.what(), row);
    }
    for (Measured measured : Measured.all()) {
      if (options.has(measured)) {
        List<Double> containers = run(measured, options);
        System.out.printf("%s%s: %s%n", measured.what(), measured.peer(), containers);
        Row known = rows.get(measured.what());
        rows.put(measured.what(), row(measured, known, containers));
      }
    }
    Table table = new Table(inOrder(rows));
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(RESULTS.toFile(), table);
    if (options.page() != null) {
      Files.writeString(options.page(), Page.of(table.rows(), options));
    }
  }

  private static List<Row> inOrder(Map<String, Row> rows) {
    List<Row> ordered = new ArrayList<>();
    for (Measured measured : Measured.all()) {
      Row row = rows.remove(measured.what());
      if (row != null) {
        ordered.add(row);
      }
    }
    ordered.addAll(rows.values());
    return ordered;
  }

  private static Row row(Measured measured, @Nullable Row known, List<Double> found) {
    boolean headline = measured.what().equals(Measured.HEADLINE);
    Map<String, List<Double>> peers =
        known == null ? new LinkedHashMap<>() : new LinkedHashMap<>(known.peers());
    if (!measured.isOurs()) {
      peers.put(measured.peer(), found);
    }
    return new Row(
        measured.what(),
        "containers per core, a report every 15 s",
        "higher",
        headline ? BAR : null,
        headline ? AIM : null,
        measured.isOurs() ? found : known == null ? List.of() : known.ours(),
        peers);
  }

  /** Containers one core keeps up with: smallest, median, largest of the forks. */
  private static List<Double> run(Measured measured, Options options) throws RunnerException {
    var jmh =
        new OptionsBuilder()
            .include(
                "^%s\\.%s$"
                    .formatted(
                        measured.benchmark().getName().replace(".", "\\."), measured.method()))
            .param("containers", String.valueOf(measured.containers()))
            .param("history", measured.history().name())
            .forks(options.forks())
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(options.seconds()))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(options.seconds()))
            .jvmArgs("-Xmx6g", "-XX:+UseG1GC", "-D" + Fleet.FOLDER + "=" + STATES.toAbsolutePath())
            .verbosity(VerboseMode.SILENT)
            .build();
    Statistics reports = new Runner(jmh).runSingle().getPrimaryResult().getStatistics();
    return threeOf(
        reports.getMin() * Service.INTERVAL,
        reports.getPercentile(50) * Service.INTERVAL,
        reports.getMax() * Service.INTERVAL);
  }

  private static List<Double> threeOf(double least, double median, double most) {
    return List.of(Math.rint(least), Math.rint(median), Math.rint(most));
  }

  private static List<Row> sizes() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (History history : History.values()) {
      List<Integer> bytes = new ArrayList<>();
      for (Service service : Service.all()) {
        for (String state : Prepared.read(STATES, history, service).states()) {
          bytes.add(state.getBytes(StandardCharsets.UTF_8).length);
        }
      }
      double[] sorted = bytes.stream().mapToDouble(Integer::doubleValue).sorted().toArray();
      rows.add(
          new Row(
              "state of a workload of one process after a%s"
                  .formatted(
                      history == History.HOUR
                          ? "n hour"
                          : " " + history.name().toLowerCase(Locale.ROOT)),
              "bytes at rest",
              "lower",
              STATE_BAR,
              null,
              threeOf(sorted[0], sorted[sorted.length / 2], Arrays.stream(sorted).max().orElse(0)),
              Map.of()));
    }
    return rows;
  }
}
