package dev.memorysystem.corpus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corpus score}. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Scores the runs that were made, with the analyzer of this build: their recordings are"
            + " replayed, nothing is run.")
final class ScoreCommand implements Callable<Integer> {
  @Mixin private final Chosen chosen = new Chosen();

  @Option(
      names = "--matrix",
      defaultValue = "all",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Matrix matrix;

  @Option(names = "--write", description = "Write docs/accuracy.md too.")
  private boolean write;

  @Override
  public Integer call() throws Exception {
    Layout layout = chosen.layout();
    List<Scored> scored =
        new Runner(layout, Duration.ZERO, 1, System.out).kept(chosen.plans(matrix));
    System.out.println(AccuracyPage.section(scored));
    if (write) {
      AccuracyPage.write(layout.page(), scored);
    }
    CorpusJson.write(layout.json(), scored);
    return 0;
  }
}
