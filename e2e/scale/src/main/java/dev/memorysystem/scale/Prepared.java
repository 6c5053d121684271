package dev.memorysystem.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.recording.SignalCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's state is after a history, and what comes then: folded once, for every fork of
 * the measurement.
 *
 * @param states after the history and every {@link #APART} reports from then on, as the collector
 *     stores them
 * @param reports after the history, {@link #STRETCH} of them
 */
record Prepared(List<String> states, List<Service.Report> reports) {
  /** Reports that are measured, again and again: an hour of them. */
  static final int STRETCH = 240;

  /** Reports between two states, so that containers are not all at the same one. */
  static final int APART = 5;

  Prepared {
    states = List.copyOf(states);
    reports = List.copyOf(reports);
  }

  /** Folds every service and writes what {@link #read} reads; what is there is made anew. */
  static void write(Path folder) {
    Service.all().parallelStream().forEach(service -> write(folder, service));
  }

  private static void write(Path folder, Service service) {
    ObjectMapper json = Json.mapper();
    try {
      for (History history : History.values()) {
        Duration stretch = Duration.ofSeconds((long) STRETCH * Service.INTERVAL);
        List<Service.Report> reports = service.reports(history.length().plus(stretch));
        int begin = reports.size() - STRETCH;
        List<String> states = new ArrayList<>();
        List<String> signals = new ArrayList<>();
        WorkloadState state = WorkloadAnalysis.initial(service.workload());
        for (int i = 0; i < reports.size(); i++) {
          if (i >= begin && (i - begin) % APART == 0) {
            states.add(json.writeValueAsString(state));
          }
          for (Signal signal : reports.get(i).signals()) {
            state = WorkloadAnalysis.step(state, signal).state();
          }
          if (i >= begin) {
            signals.add(
                String.join(
                    "\t", reports.get(i).signals().stream().map(SignalCodec::encode).toList()));
          }
        }
        Path into = Files.createDirectories(folder.resolve(history.name()));
        Files.write(into.resolve(service.number() + ".states"), states);
        Files.write(into.resolve(service.number() + ".reports"), signals);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Prepared read(Path folder, History history, Service service) throws IOException {
    Path from = folder.resolve(history.name());
    List<Service.Report> reports = new ArrayList<>();
    for (String line : Files.readAllLines(from.resolve(service.number() + ".reports"))) {
      List<Signal> signals = new ArrayList<>();
      for (String signal : line.split("\t", -1)) {
        signals.add(SignalCodec.decode(signal));
      }
      reports.add(new Service.Report(signals));
    }
    return new Prepared(Files.readAllLines(from.resolve(service.number() + ".states")), reports);
  }
}
