package dev.memorysystem.jvm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes target/bench/jvm.d/cost.json. */
public final class Bench {
  /** Of the one core that the service has. */
  private static final double LOAD = 0.7;

  /** Requests a second, below any core's capacity: to find out what a request needs. */
  private static final double PROBING = 300;

  private static final int CORE = 0;

  private Bench() {}

  /**
   * Measures every tool in every round, each round in another order.
   *
   * @param arguments see {@link Options}
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(List.of(arguments));
    Path repository = Path.of("").toAbsolutePath();
    Path folder = Files.createTempDirectory("jvm-bench");
    Path peers = repository.resolve("e2e/jvm/bench/target/peers");
    Path agent = repository.resolve("agent-injector/java/target/memory-system-agent.jar");
    try (Sink sink = new Sink()) {
      List<Tool> tools = Tool.all(agent, peers, sink.address());
      Service service = new Service(repository, folder);
      double rate = rate(service, tools.getFirst(), options);
      System.out.printf("%.0f requests/s make %.0f %% of a core%n", rate, 100 * LOAD);
      List<Map<String, Run>> rounds = new ArrayList<>();
      for (int round = 0; round < options.rounds(); round++) {
        rounds.add(round(service, tools, round, rate, options));
        write(repository, rounds);
      }
    }
  }

  private record Service(Path repository, Path folder) {
    ServiceProcess start(Tool tool) throws IOException, InterruptedException {
      Path java = Path.of(System.getProperty("java.home"), "bin/java");
      Path jar = repository.resolve("e2e/jvm/service/target/quarkus-app/quarkus-run.jar");
      return ServiceProcess.start(tool, java, jar, folder, CORE);
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

  private static void write(Path repository, List<Map<String, Run>> rounds) throws IOException {
    List<Row> rows =
        List.of(
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
                "stop time a minute, added",
                "ms",
                5,
                1,
                rounds,
                Row.Difference.plain(Run::stopped)),
            Row.of(
                "start-up until the first answer, added",
                "ms",
                150,
                60,
                rounds,
                Row.Difference.plain(Run::startUp)));
    Path file = repository.resolve("target/bench/jvm.d/cost.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Map.of("rows", rows)));
  }
}
