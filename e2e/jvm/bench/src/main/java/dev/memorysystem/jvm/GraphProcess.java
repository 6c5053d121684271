package dev.memorysystem.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of {@code graphs} in a JVM of its own, on the machine's first two cores. */
final class GraphProcess implements AutoCloseable {
  /** Seconds for what the program or a tool has to answer. */
  private static final long LONGEST_ANSWER = 120;

  private final Process process;
  private final long started = System.nanoTime();
  private final Path folder;
  private final Path stops;
  private final BufferedReader answers;
  private final Writer wishes;

  private GraphProcess(Process process, Path folder, Path stops) {
    this.process = process;
    this.stops = stops;
    this.folder = folder;
    this.answers = process.inputReader();
    this.wishes = process.outputWriter();
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param main class in {@code graphs}
   * @param heap MiB at most
   */
  static GraphProcess start(
      Path repository, Path folder, Tool tool, String main, int heap, List<String> arguments)
      throws IOException {
    Path stops = Files.createTempFile(folder, "safepoints", ".log");
    Path bench = repository.resolve("e2e/jvm/bench/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                "0,1",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseG1GC",
                "-Xlog:safepoint:file=" + stops + ":uptime",
                "-Dgraphs.library=" + bench.resolve("libgraphs.so")));
    command.addAll(tool.options());
    command.addAll(
        List.of(
            "-cp",
            bench.resolve("classes") + ":" + Files.readString(bench.resolve("classpath")).strip(),
            "graphs." + main));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("program.log").toFile());
    builder.environment().putAll(tool.environment());
    GraphProcess started = new GraphProcess(builder.start(), folder, stops);
    started.await("READY");
    return started;
  }

  /** Seconds. */
  double age() {
    return (System.nanoTime() - started) / 1e9;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Has it follow references to a leaked object. */
  void follow() throws IOException {
    wishes.write("follow\n");
    wishes.flush();
    await("FOLLOWED ");
  }

  private void await(String answer) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(answer)) {
        return;
      }
    }
    throw new IOException("the program ended; see program.log in " + folder);
  }

  /** One of the JDK's diagnostic commands. */
  void command(String... command) throws IOException, InterruptedException {
    List<String> whole =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Long.toString(process.pid())));
    whole.addAll(List.of(command));
    Path log = folder.resolve("jcmd.log");
    Process jcmd =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!jcmd.waitFor(LONGEST_ANSWER, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
      jcmd.destroyForcibly();
      throw new IOException(whole + " failed; see " + log);
    }
  }

  /** Stops since an age, without collections. */
  Stops stops(double from) throws IOException {
    return Stops.withoutCollections(stops, from, Double.MAX_VALUE);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
