package dev.memorysystem.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What a run leaves behind; result.json is written last, and only a run that has one is done. */
record RunFolder(Path folder) {
  private static final ObjectMapper JSON = Json.mapper();

  static RunFolder of(Path runs, RunPlan plan) {
    return new RunFolder(runs.resolve(plan.key()));
  }

  Path recording() {
    return folder.resolve("recording.jsonl.gz");
  }

  /** What watch said at its end. */
  Path report() {
    return folder.resolve("report.json");
  }

  Path out() {
    return folder.resolve("out.txt");
  }

  Path err() {
    return folder.resolve("err.txt");
  }

  private Path result() {
    return folder.resolve("result.json");
  }

  /** Empty when there is none, or none that this version reads. */
  Optional<RunResult> read() throws IOException {
    if (!Files.isRegularFile(result())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(result().toFile(), RunResult.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The result of the same inputs, if the run went well. */
  Optional<RunResult> kept(String inputs) throws IOException {
    return read()
        .filter(result -> result.inputs().equals(inputs) && result.problem() == null)
        .filter(result -> Files.isRegularFile(recording()));
  }

  /** Empties the folder for a new run. */
  void begin() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
  }

  void finish(RunResult result) throws IOException {
    Path whole = folder.resolve("result.json.new");
    Files.writeString(whole, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    Files.move(whole, result(), StandardCopyOption.ATOMIC_MOVE);
  }
}
