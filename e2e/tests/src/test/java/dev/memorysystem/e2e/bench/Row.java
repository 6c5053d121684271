package dev.memorysystem.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One line of the benchmark's table.
 *
 * @param better "lower" or "higher"
 * @param ours minimum, median and maximum over the runs
 * @param peers the same of what ours is compared with, in the same runs
 */
record Row(
    String what,
    String unit,
    String better,
    double bar,
    double aim,
    List<Double> ours,
    Map<String, List<Double>> peers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Row lower(
      String what, String unit, double bar, double aim, Spread ours, Map<String, Spread> peers) {
    return new Row(what, unit, "lower", bar, aim, ours.figures(), figures(peers));
  }

  static Row higher(
      String what, String unit, double bar, double aim, Spread ours, Map<String, Spread> peers) {
    return new Row(what, unit, "higher", bar, aim, ours.figures(), figures(peers));
  }

  private static Map<String, List<Double>> figures(Map<String, Spread> peers) {
    Map<String, List<Double>> figures = new java.util.TreeMap<>();
    peers.forEach((name, spread) -> figures.put(name, spread.figures()));
    return figures;
  }

  /** Leaves the rows where {@code make bench-path} gathers them. */
  static void write(String part, Row... rows) {
    Path file = Repository.path("target/bench/path.d").resolve(part + ".json");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("rows", List.of(rows))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Row row : rows) {
      System.out.println("e2e: " + row);
    }
  }
}
