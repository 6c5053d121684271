package dev.memorysystem.jvm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where rows go, for e2e/bench/table to put them together. */
final class Rows {
  private Rows() {}

  /**
   * Writes target/bench/jvm.d/PART.json.
   *
   * @param part of the measurement
   */
  static void write(Path repository, String part, List<Row> rows) throws IOException {
    Path file = repository.resolve("target/bench/jvm.d/" + part + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Map.of("rows", rows)));
  }
}
