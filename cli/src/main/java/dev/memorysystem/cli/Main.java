package dev.memorysystem.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code memory-system} command. */
@Command(
    name = "memory-system",
    description = "Finds memory leaks in running programs.",
    mixinStandardHelpOptions = true,
    version = "memory-system 0.2.0",
    subcommands = WatchCommand.class)
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .registerConverter(java.time.Duration.class, new DurationConverter());
  }
}
