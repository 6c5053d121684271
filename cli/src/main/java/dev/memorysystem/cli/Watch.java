package dev.memorysystem.cli;

import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.CollectorConfig;
import dev.memorysystem.collector.recording.SignalRecorder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One watch: collector up, program under the agents, table while it runs, findings at the end. */
final class Watch {
  /** How long the program may take to end after SIGTERM, before SIGKILL. Kubernetes gives 30 s. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final List<String> command;
  private final Duration interval;
  private final @Nullable Duration stopAfter;
  private final @Nullable Path recording;
  private final PrintStream screen = System.err;

  Watch(
      List<String> command,
      Duration interval,
      @Nullable Duration stopAfter,
      @Nullable Path recording) {
    this.command = List.copyOf(command);
    this.interval = interval;
    this.stopAfter = stopAfter;
    this.recording = recording;
  }

  /**
   * @param failure exit code of the program when it failed by itself, else 0
   */
  record Outcome(Report report, int failure) {}

  /** The program cannot be started; the message says which and why. */
  static final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    CannotStart(String message, Throwable cause) {
      super(message, cause);
    }
  }

  Outcome run() throws IOException, InterruptedException, CannotStart {
    Path home = Files.createTempDirectory("memory-system-");
    try {
      Path scratch = Files.createDirectory(home.resolve("agents"));
      CollectorConfig config = CollectorConfig.embedded(home.resolve("data"));
      try (SignalRecorder recorder = recording == null ? null : new SignalRecorder(recording);
          Collector collector =
              recorder == null ? Collector.start(config) : Collector.start(config, recorder)) {
        Child child = start(collector.otlpHttpPort(), scratch);
        watch(child, collector);
        collector.settle(GRACE);
        tell(collector);
        return new Outcome(collector.report(), child.failure());
      }
    } finally {
      deleteAll(home);
    }
  }

  private void tell(Collector collector) {
    screen.println();
    if (collector.processes().isEmpty()) {
      screen.println(
          "memory-system: no process reported. Agents exist for Java 8 and later, and start a few"
              + " seconds after the program; it may have ended before.");
    } else {
      screen.print(LiveTable.of(collector.processes(), collector.report()));
      screen.print(FindingsText.of(collector.report()));
    }
    screen.flush();
  }

  private Child start(int otlpHttpPort, Path scratch) throws CannotStart {
    var environment =
        JavaAgent.environment(JavaAgent.jar(), otlpHttpPort, scratch, interval, System.getenv());
    try {
      return Child.start(command, environment, Boolean.getBoolean("memory-system.stdin.tty"));
    } catch (IOException e) {
      throw new CannotStart("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private void watch(Child child, Collector collector) throws InterruptedException {
    long begun = System.nanoTime();
    // in place only when the program writes elsewhere
    boolean inPlace =
        Boolean.getBoolean("memory-system.stderr.tty")
            && !Boolean.getBoolean("memory-system.stdout.tty");
    var table = new LiveTable(screen, inPlace);
    while (!child.awaitExit(untilNextLook(begun))) {
      table.show(collector.processes(), collector.report());
      if (stopAfter != null && System.nanoTime() - begun >= stopAfter.toNanos()) {
        child.stop(GRACE);
      }
    }
  }

  private Duration untilNextLook(long begun) {
    if (stopAfter == null) {
      return interval;
    }
    Duration left = stopAfter.minusNanos(System.nanoTime() - begun);
    return left.isNegative() || left.compareTo(interval) > 0 ? interval : left;
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
