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
  private static final double PROBING = 3000;

  /** Of the load wanted: what the same service differs by from one JVM to the next. */
  private static final double TOLERANCE = 0.05;

  private static final int PROBES = 4;

  private static final int DEFAULT_ROUNDS = 5;

  private Cost() {}

  /** Measures every tool in every round, each round in another order. */
  static void measure(Path repository, Options options) throws IOException, InterruptedException {
    try (Sink sink = new Sink()) {
      List<Tool> tools = Tool.all(Tool.agent(repository), Tool.peers(repository), sink);
      Service service = Service.of(repository);
      double rate = rate(service, tools.getFirst(), options);
      List<Map<String, Run>> rounds = new ArrayList<>();
      for (int round = 0; round < options.rounds(DEFAULT_ROUNDS); round++) {
        rounds.add(round(service, tools, round, rate, options));
        Rows.write(repository, "cost", rows(rounds));
      }
    }
  }

  /**
   * Requests a second at the wanted load. What a request needs falls with the rate, for more of the
   * code is compiled: asked again at the rate found, until the two agree.
   */
  private static double rate(Service service, Tool none, Options options)
      throws IOException, InterruptedException {
    double rate = PROBING;
    double load = 0;
    for (int probe = 0; probe < PROBES && Math.abs(load - LOAD) > TOLERANCE; probe++) {
      if (load > 0) {
        rate *= LOAD / load;
      }
      try (ServiceProcess process = service.start(none)) {
        load = rate * Run.of(process, none, rate, options).cpu() / 1e3;
      }
      System.out.printf("%.0f requests/s make %.0f %% of a core%n", rate, 100 * load);
    }
    return rate;
  }

  private static Map<String, Run> round(
      Service service, List<Tool> tools, int round, double rate, Options options)
      throws IOException, InterruptedException {
    List<Tool> order = new ArrayList<>(tools);
    Collections.rotate(order, round);
    Map<String, Run> runs = new HashMap<>();
    for (Tool tool : order) {
      try (ServiceProcess process = service.start(tool)) {
        Run run = Run.of(process, tool, rate, options);
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
        Row.of("always-on CPU per request, added", "%", Row.LOWER, 1, 0.3, cpu(rounds)),
        Row.of(
            "always-on memory (RSS), added",
            "MiB",
            30,
            12,
            rounds,
            Row.Difference.plain(Run::resident)),
        Row.of(
            "stop time a minute beside collections, added",
            "ms",
            5,
            1,
            rounds,
            Row.Difference.plain(Run::stopped)),
        Row.of(
            "… by collections, added", "ms", 5, 1, rounds, Row.Difference.plain(Run::collecting)));
  }

  /** Of tools that cannot be turned, and of none at all, the difference from JVM to JVM. */
  private static Map<String, List<Double>> cpu(List<Map<String, Run>> rounds) {
    Map<String, List<Double>> added = new LinkedHashMap<>();
    for (String tool : rounds.getFirst().keySet()) {
      List<Double> turned =
          rounds.stream().flatMap(round -> Row.run(round, tool).added().stream()).toList();
      if (!turned.isEmpty()) {
        added.put(tool, turned);
      }
      if (turned.isEmpty() && !tool.equals(Tool.NONE) || tool.equals(Tool.AGAIN)) {
        added.put(
            tool + " (JVM against JVM)",
            rounds.stream()
                .map(
                    round ->
                        100 * (Row.run(round, tool).cpu() / Row.run(round, Tool.NONE).cpu() - 1))
                .toList());
      }
    }
    return added;
  }
}
