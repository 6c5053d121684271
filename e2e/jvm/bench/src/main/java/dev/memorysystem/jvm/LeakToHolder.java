package dev.memorysystem.jvm;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.CollectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** How long a leak of a megabyte a second has been going on when its holder is named. */
final class LeakToHolder {
  private static final int DEFAULT_ROUNDS = 3;

  /** MiB. */
  private static final int HEAP = 512;

  /** Seconds; three quarters of the heap are full by then. Stands for what was not named before. */
  private static final double NEVER = 330;

  /** Milliseconds between two looks at what is told: few, so as not to take the program's CPU. */
  private static final long LOOK = 500;

  private static final String HOLDER = "graphs.Shop.CARTS";

  /** Comparisons in which a container has grown: less may be chance. */
  private static final int GREW = 2;

  private LeakToHolder() {}

  /**
   * Seconds since the leak began.
   *
   * @param walked until a walk named the holder: the container that has grown most of all, or the
   *     path to samples
   * @param told until a finding did
   * @param confirmed until a confirmed finding did
   */
  private record Times(double walked, double told, double confirmed) {}

  /** All rounds at once: each needs little, and minutes. */
  static void measure(Path repository, Options options)
      throws IOException, InterruptedException, ExecutionException {
    List<Times> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Times>> rounds = new ArrayList<>();
      for (int round = 0; round < options.rounds(DEFAULT_ROUNDS); round++) {
        rounds.add(executor.submit(() -> once(repository)));
      }
      for (Future<Times> round : rounds) {
        all.add(round.get());
      }
    }
    Rows.write(
        repository,
        "holder",
        List.of(
            row("leak start to named holder (1 MB/s, 512 MB heap)", all, Times::told),
            row("… to a walk that names it", all, Times::walked),
            row("… to a confirmed finding that names it", all, Times::confirmed)));
  }

  private static Row row(String what, List<Times> all, ToDoubleFunction<Times> time) {
    List<Double> values = all.stream().mapToDouble(time).boxed().toList();
    return Row.of(what, "s", Row.LOWER, 120, 45, Map.of(Tool.OURS, values));
  }

  private static Times once(Path repository) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("jvm-holder");
    AtomicLong walkedAt = new AtomicLong();
    try (Collector collector =
        Collector.start(
            CollectorConfig.embedded(folder.resolve("data")),
            signal -> {
              if (names(signal)) {
                walkedAt.compareAndSet(0, System.nanoTime());
              }
            })) {
      Tool tool = Tool.ours(Tool.agent(repository), "http://127.0.0.1:" + collector.otlpHttpPort());
      try (GraphProcess process =
          GraphProcess.start(repository, folder, tool, "Shop", HEAP, List.of())) {
        // the program leaks from now on
        long began = System.nanoTime();
        double told = NEVER;
        double confirmed = NEVER;
        while (process.isAlive() && confirmed == NEVER && since(began) < NEVER) {
          for (Finding finding : collector.report().findings()) {
            if (HOLDER.equals(finding.holder())) {
              told = Math.min(told, since(began));
              confirmed = finding.state() == FindingState.CONFIRMED ? since(began) : confirmed;
            }
          }
          TimeUnit.MILLISECONDS.sleep(LOOK);
        }
        Times times =
            new Times(
                walkedAt.get() == 0 ? NEVER : (walkedAt.get() - began) / 1e9, told, confirmed);
        System.out.println(times);
        return times;
      }
    }
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static boolean names(Signal signal) {
    return switch (signal) {
      case Containers seen ->
          !seen.containers().isEmpty()
              && HOLDER.equals(seen.containers().getFirst().holder())
              && seen.containers().getFirst().grewWalks() >= GREW;
      case RetainedPaths paths ->
          paths.targets().stream()
              .anyMatch(
                  target ->
                      HOLDER.equals(target.holder())
                          && target.frames().stream()
                              .anyMatch(frame -> frame.startsWith("graphs.Shop.")));
      default -> false;
    };
  }
}
