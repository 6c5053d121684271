package dev.memorysystem.corpus;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corpus smoke}. */
@Command(
    name = "smoke",
    mixinStandardHelpOptions = true,
    description =
        "Runs variants one after another at many times their load, without the agent: leaks must"
            + " exhaust their memory, clean ones must not.")
final class SmokeCommand implements Callable<Integer> {
  @Mixin private final Chosen chosen = new Chosen();

  @Option(
      names = "--times",
      defaultValue = "20",
      description = "Multiple of the requests a second (default: ${DEFAULT-VALUE}).")
  private int times;

  @Override
  public Integer call() throws Exception {
    Smoke smoke = new Smoke(times, System.out);
    boolean fine = true;
    for (var each : new Workshop(chosen.layout()).build(chosen.plans(Matrix.ALL)).entrySet()) {
      fine &= smoke.run(each.getKey(), each.getValue());
    }
    return fine ? 0 : 1;
  }
}
