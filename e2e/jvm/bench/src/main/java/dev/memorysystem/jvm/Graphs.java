package dev.memorysystem.jvm;

import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.CollectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Whether what holds an object is found, in how many of the ways to hold one, at what stop. */
final class Graphs {
  private static final int DEFAULT_ROUNDS = 3;

  /** Objects from which a round takes many minutes, and one has to do. */
  private static final int MANY = 5_000_000;

  /** Leaked objects a second in each way; a kilobyte each. */
  private static final int RATE = 200;

  /** Seconds until an agent has to have said what holds them, at most. */
  private static final double PATIENCE = 180;

  /** The same with {@link #MANY} objects: a search uses up what walks may cost in minutes. */
  private static final double LONG_PATIENCE = 420;

  /** Seconds of leaking until a recording is dumped: it then has samples of all. */
  private static final long RECORDING = 45;

  private static final String JFR = "JFR, OldObjectSample, path-to-gc-roots, 2,048 samples";
  private static final String DUMP = "GC.heap_dump";
  private static final String FOLLOW = "FollowReferences, one step of a path";

  private final Path repository;
  private final Path folder;
  private final int objects;
  private final Map<String, List<Double>> found = new LinkedHashMap<>();
  private final Map<String, List<Double>> stops = new LinkedHashMap<>();

  private Graphs(Path repository, Path folder, int objects) {
    this.repository = repository;
    this.folder = folder;
    this.objects = objects;
  }

  /** Runs all programs, with so many objects live besides, under us and under the JDK's means. */
  static void measure(Path repository, Options options) throws IOException, InterruptedException {
    for (int objects : options.objects()) {
      Path folder = Files.createTempDirectory("jvm-graphs");
      Graphs graphs = new Graphs(repository, folder, objects);
      for (int round = 0; round < options.rounds(objects < MANY ? DEFAULT_ROUNDS : 1); round++) {
        graphs.ours();
        graphs.theirs();
        Rows.write(repository, "graphs-" + graphs.millions(), graphs.rows());
      }
    }
  }

  private String millions() {
    return objects / 1_000_000 + "m";
  }

  private GraphProcess start(Tool tool) throws IOException {
    int heap = 1_200 + objects / 8_000;
    return GraphProcess.start(
        repository,
        folder,
        tool,
        "Program",
        heap,
        List.of(Integer.toString(objects), Integer.toString(RATE)));
  }

  private void ours() throws IOException, InterruptedException {
    Map<String, RetainedPaths.Target> latest = new ConcurrentHashMap<>();
    List<Double> pauses = new CopyOnWriteArrayList<>();
    Path data = Files.createTempDirectory("jvm-graphs-collector");
    try (Collector collector =
        Collector.start(
            CollectorConfig.embedded(data), signal -> remember(signal, latest, pauses))) {
      Tool tool =
          Tool.ours(Tool.agent(repository), "http://127.0.0.1:" + collector.otlpHttpPort())
              .with("MEMORY_SYSTEM_INTERVAL", "5");
      try (GraphProcess process = start(tool)) {
        double ready = process.age();
        while (process.isAlive()
            && process.age() - ready < (objects < MANY ? PATIENCE : LONG_PATIENCE)
            && right(latest).size() < Truth.graphs().size()) {
          TimeUnit.MILLISECONDS.sleep(200);
        }
        told(Tool.OURS, right(latest), process.age() - ready);
        wrong(latest);
        System.out.printf("  told to have stood still: %s s%n", pauses);
        Stops logged = process.stops(ready);
        double told = pauses.stream().mapToDouble(Double::doubleValue).max().orElse(0) * 1e3;
        stopped(Tool.OURS, told > logged.longest() ? new Stops(told, told, "told") : logged);
      }
    }
  }

  private static void remember(
      Signal signal, Map<String, RetainedPaths.Target> latest, List<Double> pauses) {
    if (signal instanceof RetainedPaths paths) {
      if (paths.pauseSeconds() != null) {
        pauses.add(paths.pauseSeconds());
      }
      for (RetainedPaths.Target target : paths.targets()) {
        Truth.graph(target.frames()).ifPresent(graph -> latest.put(graph, target));
      }
    }
  }

  private static Set<String> right(Map<String, RetainedPaths.Target> latest) {
    Set<String> right = new TreeSet<>();
    latest.forEach(
        (graph, target) -> {
          if (target.holder() != null && Truth.isRight(graph, target.holder())) {
            right.add(graph);
          }
        });
    return right;
  }

  private static void wrong(Map<String, RetainedPaths.Target> latest) {
    new TreeMap<>(latest)
        .forEach(
            (graph, target) -> {
              if (target.holder() == null || !Truth.isRight(graph, target.holder())) {
                System.out.printf(
                    "  %s: %s, %s %s, %s%n",
                    graph, target.holder(), target.root(), target.path(), target.unreachedReason());
              }
            });
  }

  private void theirs() throws IOException, InterruptedException {
    Tool recorder =
        new Tool(
            JFR,
            List.of(
                "-XX:StartFlightRecording=settings=profile,maxsize=64m,"
                    + "jdk.OldObjectSample#enabled=true,jdk.OldObjectSample#stackTrace=true",
                "-XX:FlightRecorderOptions=old-object-queue-size=2048",
                "-Xlog:jfr*=off"),
            Map.of());
    Path recording = folder.resolve("paths.jfr");
    Path dump = folder.resolve("dump.hprof");
    try (GraphProcess process = start(recorder)) {
      TimeUnit.SECONDS.sleep(RECORDING);
      double before = process.age();
      process.command("JFR.dump", "path-to-gc-roots=true", "filename=" + recording);
      stopped(JFR, process.stops(before));
      told(JFR, JfrPaths.right(recording), process.age());
      before = process.age();
      process.follow();
      stopped(FOLLOW, process.stops(before));
      before = process.age();
      process.command("GC.heap_dump", "-overwrite", dump.toString());
      stopped(DUMP, process.stops(before));
    } finally {
      Files.deleteIfExists(dump);
      Files.deleteIfExists(recording);
    }
  }

  private void told(String tool, Set<String> right, double seconds) {
    Set<String> missing = new TreeSet<>(Truth.graphs());
    missing.removeAll(right);
    System.out.printf(
        "%s objects, %s: %d of %d after %.0f s, missing %s%n",
        millions(), tool, right.size(), Truth.graphs().size(), seconds, missing);
    add(found, tool, 100.0 * right.size() / Truth.graphs().size());
  }

  private void stopped(String tool, Stops seen) {
    System.out.printf("  longest stop: %.2f ms, %s%n", seen.longest(), seen.operation());
    add(stops, tool, seen.longest());
  }

  private static void add(Map<String, List<Double>> all, String tool, double value) {
    all.computeIfAbsent(tool, name -> new ArrayList<>()).add(value);
  }

  private List<Row> rows() {
    return List.of(
        Row.of(
            "path found, right holder, %d graphs, %s objects"
                .formatted(Truth.graphs().size(), millions()),
            "%",
            Row.HIGHER,
            95,
            100,
            found),
        Row.of(
            "longest stop to get a path, %s objects".formatted(millions()),
            "ms",
            Row.LOWER,
            40,
            5,
            stops));
  }
}
