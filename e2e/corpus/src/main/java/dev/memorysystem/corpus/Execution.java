package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Runs a variant under {@code memory-system watch}, as a user would. */
final class Execution {
  /** What watch takes to stop its program gently, and to end. */
  private static final Duration TO_STOP = Duration.ofSeconds(60);

  private final Layout layout;
  private final Duration interval;

  /**
   * @param interval between two reports of the agent
   */
  Execution(Layout layout, Duration interval) {
    this.layout = layout;
    this.interval = interval;
  }

  /** Leaves recording and result in the folder. */
  RunResult run(RunPlan plan, Workshop.Built built, String inputs, RunFolder folder)
      throws IOException, InterruptedException {
    folder.begin();
    Instant startedAt = Instant.now();
    long begin = System.nanoTime();
    Process process =
        Children.start(
            new ProcessBuilder(command(plan, built, folder))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.out().toFile())
                .redirectError(folder.err().toFile()));
    Optional<String> problem;
    try {
      boolean inTime = process.waitFor(plan.atMost().toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        stop(process);
      }
      List<String> output = Files.readAllLines(folder.out());
      problem =
          inTime
              ? Lives.problem(plan, output, process.exitValue())
              : Optional.of("did not end in " + plan.atMost().toMinutes() + " minutes");
    } finally {
      process.destroy();
    }
    OptionalDouble life = Lives.exhausted(Files.readAllLines(folder.out()));
    RunResult result =
        new RunResult(
            plan.key(),
            inputs,
            startedAt,
            (System.nanoTime() - begin) / 1e9,
            life.isPresent() ? life.getAsDouble() : null,
            problem.orElse(null));
    folder.finish(result);
    return result;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private List<String> command(RunPlan plan, Workshop.Built built, RunFolder folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                layout.watch().toString(),
                "watch",
                "--interval",
                interval.toSeconds() + "s",
                "--record",
                folder.recording().toString(),
                "--json",
                folder.report().toString(),
                "--",
                java()));
    command.addAll(plan.jvmArguments(built.classPathText(), plan.variant().arguments(plan.load())));
    return command;
  }

  /** The runner's own: a Java that every machine with the project has. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
