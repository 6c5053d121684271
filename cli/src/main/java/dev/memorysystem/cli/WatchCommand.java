package dev.memorysystem.cli;

import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code memory-system watch}: any program under the agents, no cluster needed. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    header = "Runs a program under the agents and says whether it leaks.",
    description =
        "Starts COMMAND with the agents attached and a collector inside this process. The program's"
            + " output and signals pass through; a live table goes to standard error, and the"
            + " findings follow when it ends.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no failure (and, with --fail-on-leak, no confirmed finding)",
      "2:wrong usage",
      "3:with --fail-on-leak: there is a confirmed finding",
      "127:COMMAND cannot be started",
      "n:COMMAND's own exit code when it failed by itself"
    },
    footer = {
      "",
      "Example:",
      "  memory-system watch --for 10m --fail-on-leak -- java -jar app.jar"
    })
final class WatchCommand implements Callable<Integer> {
  static final int LEAK = 3;
  static final int NOT_STARTED = 127;

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop the program gently after this time, for example 90s, 3m, 1h30m.")
  private @Nullable Duration stopAfter;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "Time between two reports of an agent (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write findings, assessments and anomalies here as JSON; - is standard output.")
  private @Nullable String json;

  @Option(
      names = "--record",
      paramLabel = "FILE.jsonl.gz",
      description =
          "Write what the agents reported here, one signal a line, so that it can be analysed again.")
  private @Nullable Path record;

  @Option(names = "--fail-on-leak", description = "Exit with 3 when there is a confirmed finding.")
  private boolean failOnLeak;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments; write -- before it.")
  private List<String> command;

  @Override
  public Integer call() throws Exception {
    requireWritable("--json", json == null || json.equals("-") ? null : json);
    requireWritable("--record", record == null ? null : record.toString());
    Watch watch = new Watch(command, interval, stopAfter, record);
    Watch.Outcome outcome;
    try {
      outcome = watch.run();
    } catch (Watch.CannotStart e) {
      System.err.println("memory-system: " + e.getMessage());
      return NOT_STARTED;
    }
    write(outcome.report());
    if (outcome.failure() != 0) {
      return outcome.failure();
    }
    return failOnLeak && hasConfirmed(outcome.report()) ? LEAK : 0;
  }

  private static boolean hasConfirmed(Report report) {
    return report.findings().stream().anyMatch(f -> f.state() == FindingState.CONFIRMED);
  }

  /** Better to fail now than after an hour of watching. */
  private void requireWritable(String option, @Nullable String file) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(Path.of(file), "");
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(),
          option
              + ": cannot write "
              + file
              + "; name a file in a folder that exists and is writable");
    }
  }

  private void write(Report report) throws IOException {
    if (json == null) {
      return;
    }
    String text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    if (json.equals("-")) {
      System.out.print(text);
      System.out.flush();
    } else {
      Files.writeString(Path.of(json), text);
    }
  }
}
