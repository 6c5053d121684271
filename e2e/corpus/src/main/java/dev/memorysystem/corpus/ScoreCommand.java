package dev.memorysystem.corpus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      description = "${COMPLETION-CANDIDATES} (default: every run that was made).")
  private @Nullable Matrix matrix;

  @Option(names = "--write", description = "Write docs/accuracy.md too.")
  private boolean write;

  @Override
  public Integer call() throws Exception {
    Layout layout = chosen.layout();
    List<Scored> scored =
        new Runner(layout, Duration.ZERO, 1, System.out)
            .kept(matrix == null ? chosen.everyPlan() : chosen.plans(matrix));
    System.out.println(AccuracyPage.section(scored));
    if (write) {
      AccuracyPage.write(layout.page(), scored);
    }
    CorpusJson.write(layout.json(), scored);
    return 0;
  }
}
