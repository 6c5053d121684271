package dev.memorysystem.corpus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corpus run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs variants under memory-system watch, keeps what was run before with the same inputs,"
            + " and writes docs/accuracy.md and target/corpus.json.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every run has a result", "1:some have none", "2:wrong usage"})
final class RunCommand implements Callable<Integer> {
  /** A case may take 15 % of a core; what watches it was measured at 2.5 %. */
  private static final int RUNS_PER_CORE = 4;

  @Mixin private final Chosen chosen = new Chosen();

  @Option(
      names = "--matrix",
      defaultValue = "subset",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Matrix matrix;

  @Option(names = "-j", description = "Runs at a time (default: 4 for each core).")
  private int atATime = RUNS_PER_CORE * Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--interval",
      defaultValue = "5",
      description = "Seconds between two reports of the agent (default: ${DEFAULT-VALUE}).")
  private int intervalSeconds;

  @Override
  public Integer call() throws Exception {
    Runner runner =
        new Runner(
            chosen.layout(), Duration.ofSeconds(intervalSeconds), Math.max(1, atATime), System.out);
    List<Scored> scored = runner.run(chosen.plans(matrix));
    System.out.println(AccuracyPage.section(scored));
    if (chosen.all()) {
      AccuracyPage.write(chosen.layout().page(), scored);
    }
    CorpusJson.write(chosen.layout().json(), scored);
    return scored.stream().allMatch(each -> each.problem() == null) ? 0 : 1;
  }
}
