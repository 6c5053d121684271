package dev.memorysystem.accuracy.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code memory-system watch --record} wrote of the corpus's runs: {@code recording.jsonl.gz},
 * and beside it {@code result.json} with how the run ended.
 */
public final class Recordings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recordings() {}

  /**
   * Every run below a folder that went as its case says; none when there is no such folder.
   *
   * @throws IOException naming the file that cannot be read
   */
  public static List<Case> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path result : files.filter(file -> file.endsWith("result.json")).sorted().toList()) {
        one(folder, result).ifPresent(cases::add);
      }
    }
    return cases;
  }

  private static Optional<Case> one(Path folder, Path result) throws IOException {
    JsonNode ended = JSON.readTree(result.toFile());
    Path recording = result.resolveSibling("recording.jsonl.gz");
    if (ended.hasNonNull("problem") || !Files.isRegularFile(recording)) {
      return Optional.empty();
    }
    List<Signal> signals = mostOf(Recording.read(recording));
    if (signals.isEmpty()) {
      return Optional.empty();
    }
    Instant started = started(signals);
    Case.Leak leak = leak(ended, started);
    List<Case.Arrival> shown =
        signals.stream()
            .filter(signal -> leak == null || !signal.at().isAfter(leak.half()))
            .map(signal -> new Case.Arrival(signal.at(), signal))
            .toList();
    String name = folder.relativize(result.getParent()).toString();
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new Case("recordings", name, shown, started, leak, interval(signals)));
  }

  private static Case.@Nullable Leak leak(JsonNode ended, Instant started) {
    return ended.hasNonNull("life")
        ? new Case.Leak(
            started, started.plusMillis(Math.round(1000 * ended.get("life").asDouble())))
        : null;
  }

  /** The signals of the workload with most: a watched program may start others. */
  private static List<Signal> mostOf(List<Signal> signals) {
    Map<Workload, Long> counts =
        signals.stream().collect(Collectors.groupingBy(Signal::workload, Collectors.counting()));
    return counts.entrySet().stream()
        .max(Map.Entry.<Workload, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .map(most -> signals.stream().filter(s -> s.workload().equals(most)).toList())
        .orElse(List.of());
  }

  private static Instant started(List<Signal> signals) {
    Function<Signal, @Nullable Instant> said =
        signal ->
            switch (signal) {
              case LiveSet liveSet -> liveSet.process().startedAt();
              case Survivors survivors -> survivors.process().startedAt();
              default -> null;
            };
    return signals.stream()
        .flatMap(signal -> Stream.ofNullable(said.apply(signal)))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> signals.getFirst().at());
  }

  private static Duration interval(List<Signal> signals) {
    long reports = signals.stream().filter(LiveSet.class::isInstance).count();
    Duration span = Duration.between(signals.getFirst().at(), signals.getLast().at());
    return reports < 2 ? Duration.ZERO : span.dividedBy(reports - 1);
  }
}
