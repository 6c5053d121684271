package dev.memorysystem.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
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

  private final Layout layout = Layout.fromSystem();

  Layout layout() {
    return layout;
  }

  boolean all() {
    return names == null || names.isEmpty();
  }

  /** Also those that cannot run yet. */
  List<Case> cases() throws IOException, InvalidCase {
    return CaseFile.readAll(layout.cases());
  }

  /** Of the matrix, those that are asked for; what is asked for by name need not be in a subset. */
  List<RunPlan> plans(Matrix matrix) throws IOException, InvalidCase {
    List<Case> cases = cases();
    if (names == null || names.isEmpty()) {
      return matrix.plans(cases);
    }
    List<RunPlan> every = (matrix == Matrix.SUBSET ? Matrix.ALL : matrix).plans(cases);
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
