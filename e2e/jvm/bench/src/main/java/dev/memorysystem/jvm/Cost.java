package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a running service pays for a tool. */
final class Cost {
  /** Of the one core that the service has. */
  private static final double LOAD = 0.7;

  /** Requests a second, below any core's capacity: to find out what a request needs. */
  private static final double PROBING = 300;

  private static final int DEFAULT_ROUNDS = 7;

  private Cost() {}

  /** Measures every tool in every round, each round in another order. */
  static void measure(Path repository, Options options) throws IOException, InterruptedException {
    try (Sink sink = new Sink()) {
      List<Tool> tools = Tool.all(Tool.agent(repository), Tool.peers(repository), sink.address());
      Service service = Service.of(repository);
      double rate = rate(service, tools.getFirst(), options);
      System.out.printf("%.0f requests/s make %.0f %% of a core%n", rate, 100 * LOAD);
      List<Map<String, Run>> rounds = new ArrayList<>();
      for (int round = 0; round < options.rounds(DEFAULT_ROUNDS); round++) {
        rounds.add(round(service, tools, round, rate, options));
        Rows.write(repository, "cost", rows(rounds));
      }
    }
  }

  /** Requests a second at the wanted load. */
  private static double rate(Service service, Tool none, Options options)
      throws IOException, InterruptedException {
    try (ServiceProcess process = service.start(none)) {
      return LOAD * 1e3 / Run.of(process, PROBING, options).cpu();
    }
  }

  private static Map<String, Run> round(
      Service service, List<Tool> tools, int round, double rate, Options options)
      throws IOException, InterruptedException {
    List<Tool> order = new ArrayList<>(tools);
    Collections.rotate(order, round);
    Map<String, Run> runs = new HashMap<>();
    for (Tool tool : order) {
      try (ServiceProcess process = service.start(tool)) {
        Run run = Run.of(process, rate, options);
        System.out.printf("round %d, %s: %s%n", round + 1, tool.name(), run);
        runs.put(tool.name(), run);
      }
    }
    Map<String, Run> asListed = new LinkedHashMap<>();
    tools.forEach(tool -> asListed.put(tool.name(), runs.get(tool.name())));
    return asListed;
  }

  private static List<Row> rows(List<Map<String, Run>> rounds) {
    return List.of(
        Row.of(
            "always-on CPU per request, added",
            "%",
            1,
            0.3,
            rounds,
            Row.Difference.percent(Run::cpu)),
        Row.of(
            "always-on memory (RSS), added",
            "MiB",
            30,
            12,
            rounds,
            Row.Difference.plain(Run::resident)),
        Row.of(
            "stop time a minute, added", "ms", 5, 1, rounds, Row.Difference.plain(Run::stopped)));
  }
}
