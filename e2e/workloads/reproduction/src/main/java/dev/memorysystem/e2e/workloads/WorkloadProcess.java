package dev.memorysystem.e2e.workloads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that runs as a child of this one; closing asks it to stop, then makes it. */
final class WorkloadProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 10;

  private final Process process;
  private final Path java;
  private final Instant start;
  private final BufferedReader output;

  private WorkloadProcess(Process process, Path java, Instant start) {
    this.process = process;
    this.java = java;
    this.start = start;
    this.output = process.inputReader();
  }

  /**
   * Starts a workload by its command line, with its output on ours.
   *
   * @param command the java executable and its arguments
   * @param options JVM options put in front of the arguments
   */
  static WorkloadProcess start(List<String> command, List<String> options) throws IOException {
    List<String> full = new ArrayList<>(command);
    full.addAll(1, options);
    return start(Path.of(command.get(0)), new ProcessBuilder(full).inheritIO());
  }

  /**
   * Starts a built workload on this JVM's java, with its output to be read by {@link #awaitLine}.
   *
   * @param app the folder with app.jar and lib/
   * @param environment the variables that it reads
   */
  static WorkloadProcess start(Path app, Map<String, String> environment) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-Xmx256m", "-jar", app.resolve("app.jar").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return start(java, builder);
  }

  private static WorkloadProcess start(Path java, ProcessBuilder builder) throws IOException {
    // Any free port, so that several run side by side.
    builder.environment().putIfAbsent("PORT", "0");
    Instant start = Instant.now();
    return new WorkloadProcess(builder.start(), java, start);
  }

  Instant start() {
    return start;
  }

  /**
   * @throws IllegalStateException when the process ends before {@code time}
   */
  void runUntil(Instant time) throws InterruptedException {
    if (process.waitFor(Duration.between(Instant.now(), time).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the workload ended with status " + process.exitValue());
    }
  }

  /**
   * Waits for a line of output that contains {@code text}, and returns it.
   *
   * @throws IllegalStateException when the output ends without it
   */
  String awaitLine(String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the workload ended without \"" + text + "\":\n" + seen);
  }

  /** Objects of {@code type} that are reachable, counted after a full collection. */
  long liveInstances(String type) throws IOException, InterruptedException {
    Pattern row =
        Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(\\s|$)");
    return command("GC.class_histogram")
        .lines()
        .map(row::matcher)
        .filter(Matcher::find)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }

  /** Resident anonymous bytes, from /proc. */
  long anonymousBytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("no RssAnon in " + status));
  }

  /** What the JVM answers to a diagnostic command, sent with the jcmd beside its java. */
  String command(String... command) throws IOException, InterruptedException {
    List<String> jcmd = new ArrayList<>();
    jcmd.add(java.resolveSibling("jcmd").toString());
    jcmd.add(Long.toString(process.pid()));
    jcmd.addAll(List.of(command));
    Process asked = new ProcessBuilder(jcmd).redirectErrorStream(true).start();
    try (InputStream answer = asked.getInputStream()) {
      String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      if (asked.waitFor() != 0) {
        throw new IOException(String.join(" ", jcmd) + ": " + text);
      }
      return text;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
