package dev.memorysystem.corpus;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code e2e/corpus/corpus}. */
@Command(
    name = "corpus",
    description = "Runs real leaks and their twins under memory-system watch, and scores it.",
    mixinStandardHelpOptions = true,
    subcommands = {CheckCommand.class, SmokeCommand.class, RunCommand.class, ScoreCommand.class})
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof InvalidCase || failure instanceof Workshop.NotBuilt) {
            command.getErr().println("corpus: " + failure.getMessage());
          } else {
            failure.printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(line.execute(arguments));
  }
}
