package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a tool to its end. */
final class Shell {
  private Shell() {}

  /**
   * @param log takes what it prints
   * @throws IOException when it fails; the message holds the end of what it printed
   */
  static void run(List<String> command, Path log) throws IOException, InterruptedException {
    Process process =
        Children.start(
            new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    int exit;
    try {
      exit = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
    if (exit != 0) {
      throw new IOException("%s failed with %d:%n%s".formatted(command.getFirst(), exit, end(log)));
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
