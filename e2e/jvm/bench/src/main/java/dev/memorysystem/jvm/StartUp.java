package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How much later a service answers first. */
final class StartUp {
  private static final int DEFAULT_ROUNDS = 15;

  private StartUp() {}

  /** Starts it under every tool in every round, each round in another order. */
  static void measure(Path repository, Options options) throws IOException, InterruptedException {
    try (Sink sink = new Sink()) {
      List<Tool> tools =
          List.of(
              Tool.none(),
              Tool.again(),
              Tool.ours(Tool.agent(repository), sink.address()),
              Tool.openTelemetry(Tool.peers(repository), sink.address()));
      Service service = Service.of(repository);
      // the first start reads everything from the disk
      once(service, Tool.none());
      Map<String, List<Double>> added = new LinkedHashMap<>();
      for (int round = 0; round < options.rounds(DEFAULT_ROUNDS); round++) {
        List<Tool> order = new ArrayList<>(tools);
        Collections.rotate(order, round);
        Map<String, Double> took = new LinkedHashMap<>();
        for (Tool tool : order) {
          took.put(tool.name(), once(service, tool));
        }
        System.out.printf("round %d, ms: %s%n", round + 1, took);
        double none = Objects.requireNonNull(took.get(Tool.NONE));
        for (Tool tool : tools.subList(1, tools.size())) {
          added
              .computeIfAbsent(tool.name(), name -> new ArrayList<>())
              .add(Objects.requireNonNull(took.get(tool.name())) - none);
        }
      }
      Rows.write(
          repository,
          "start",
          List.of(Row.of("application start-up, added", "ms", Row.LOWER, 150, 60, added)));
    }
  }

  /** Milliseconds until the first answer. */
  private static double once(Service service, Tool tool) throws IOException, InterruptedException {
    try (ServiceProcess process = service.start(tool)) {
      return 1e3 * process.startUp();
    }
  }
}
