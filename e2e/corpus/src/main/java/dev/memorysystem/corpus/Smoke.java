package dev.memorysystem.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A variant at many times its load, without the agent, in a fraction of its minutes: a leak must
 * exhaust its memory, a clean variant must not under the same load. Says how long the leak would
 * live at high load, and what CPU it would take.
 */
final class Smoke {
  /** Minutes; a shorter life leaves no time to see a leak before its half is over. */
  private static final double SHORTEST = 8;

  /** A leak gets more time than it should need, to learn how much it does need. */
  private static final double PATIENCE = 3;

  private final int factor;
  private final PrintStream screen;

  /**
   * @param factor of the requests a second
   */
  Smoke(int factor, PrintStream screen) {
    this.factor = factor;
    this.screen = screen;
  }

  /**
   * @return whether it went as expected
   */
  boolean run(RunPlan plan, Workshop.Built built) throws IOException, InterruptedException {
    Path out = Files.createTempFile("smoke-", ".txt");
    try {
      return run(plan, built, out);
    } finally {
      Files.delete(out);
    }
  }

  private boolean run(RunPlan plan, Workshop.Built built, Path out)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Execution.java(), "-Xlog:disable"));
    double minutes = (plan.variant().leaks() ? PATIENCE : 1) * plan.minutes() / factor;
    command.add("-Drun.minutes=" + minutes);
    List<String> faster = Rates.times(plan.variant().arguments(plan.load()), factor);
    command.addAll(
        plan.jvmArguments(built.classPathText(), faster).stream()
            .filter(argument -> !argument.startsWith("-Drun.minutes="))
            .toList());
    Process process =
        Children.start(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()));
    double cpu = await(process, minutes * 60 + 60);
    List<String> output = Files.readAllLines(out);
    OptionalDouble life = Lives.exhausted(output);
    double lived = life.orElse(minutes * 60);
    double rate = Rates.of(plan.variant().arguments(plan.load()));
    // on a busy machine requests are late: how many were served is what counts
    double seconds = Lives.served(output).orElse(Math.round(lived * factor * rate)) / rate;
    String problem =
        Lives.problem(plan, output, process.exitValue()).orElse(calibration(plan, seconds));
    screen.printf(
        Locale.ROOT,
        "%s  %s after %.0f s at %d times the load: %s at %s load, %.0f %% of a core%s%n",
        plan.key(),
        life.isPresent() ? "exhausted" : "ended",
        lived,
        factor,
        Words.minutes(seconds),
        plan.load(),
        100 * cpu / seconds,
        problem == null ? "" : "  WRONG: " + problem);
    if (problem != null) {
      output.stream().skip(Math.max(0, output.size() - 25)).forEach(screen::println);
    }
    return problem == null;
  }

  private static @Nullable String calibration(RunPlan plan, double seconds) {
    boolean fits = seconds >= SHORTEST * 60 && seconds <= plan.minutes() * 60;
    return plan.variant().leaks() && !fits
        ? "a leak lives %.0f to %.0f minutes at its load".formatted(SHORTEST, plan.minutes())
        : null;
  }

  /** CPU seconds that it took, as last seen. */
  private static double await(Process process, double atMostSeconds) throws InterruptedException {
    double cpu = 0;
    long deadline = System.nanoTime() + (long) (atMostSeconds * 1e9);
    try {
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        cpu = process.info().totalCpuDuration().map(spent -> spent.toMillis() / 1e3).orElse(cpu);
        if (System.nanoTime() > deadline) {
          process.destroyForcibly().waitFor();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    return cpu;
  }
}
