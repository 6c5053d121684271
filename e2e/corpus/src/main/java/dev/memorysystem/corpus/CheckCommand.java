package dev.memorysystem.corpus;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code corpus check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Reads every case.yaml and compiles every variant that can run.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private final Chosen chosen = new Chosen();

  @Override
  public Integer call() throws Exception {
    for (RunPlan plan : new Workshop(chosen.layout()).build(chosen.plans(Matrix.ALL)).keySet()) {
      System.out.printf(
          "%s/%s: %s%n",
          plan.of().name(),
          plan.variant().name(),
          plan.variant().leaks() ? Words.kinds(plan.variant().kinds()) + " leak" : "clean");
    }
    for (Case each : chosen.cases()) {
      if (!each.isRunnable()) {
        System.out.printf("%s: valid; nothing runs %s yet%n", each.name(), each.language());
      }
    }
    return 0;
  }
}
