package dev.memorysystem.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The cases, or their variants, that a command is about. */
final class Chosen {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "CASE[/VARIANT]",
      arity = "0..*",
      description = "Only these; all when there is none.")
  private @Nullable List<String> names;

  @Option(
      names = "--collector",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; instead of those of the matrix.")
  private @Nullable List<Collector> collectors;

  @Option(
      names = "--load",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; instead of those of the matrix.")
  private @Nullable List<Load> loads;

  private final Layout layout = Layout.fromSystem();

  Layout layout() {
    return layout;
  }

  /** Whether it is a whole matrix: what is published is nothing less. */
  boolean all() {
    return (names == null || names.isEmpty()) && collectors == null && loads == null;
  }

  /** Also those that cannot run yet. */
  List<Case> cases() throws IOException, InvalidCase {
    return CaseFile.readAll(layout.cases());
  }

  /** With every collector at every load. */
  List<RunPlan> everyPlan() throws IOException, InvalidCase {
    return plans(Matrix.ALL, List.of(Collector.values()), List.of(Load.values()));
  }

  /** Of the matrix, those that are asked for; what is asked for by name need not be in a subset. */
  List<RunPlan> plans(Matrix matrix) throws IOException, InvalidCase {
    return plans(matrix, matrix.collectors(), matrix.loads());
  }

  private List<RunPlan> plans(Matrix matrix, List<Collector> ofCollectors, List<Load> ofLoads)
      throws IOException, InvalidCase {
    List<Case> cases = cases();
    List<Collector> with = collectors == null ? ofCollectors : collectors;
    List<Load> at = loads == null ? ofLoads : loads;
    if (names == null || names.isEmpty()) {
      return matrix.plans(cases, with, at);
    }
    List<RunPlan> every = (matrix == Matrix.SUBSET ? Matrix.ALL : matrix).plans(cases, with, at);
    List<RunPlan> chosen = new ArrayList<>();
    for (String name : names) {
      List<RunPlan> named = every.stream().filter(plan -> isNamed(plan, name)).toList();
      if (named.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no case or variant `%s` that can run; `corpus check` lists them"
                .formatted(name));
      }
      chosen.addAll(named);
    }
    return chosen.stream().distinct().toList();
  }

  private static boolean isNamed(RunPlan plan, String name) {
    String own = plan.of().name();
    return own.equals(name) || (own + "/" + plan.variant().name()).equals(name);
  }
}
