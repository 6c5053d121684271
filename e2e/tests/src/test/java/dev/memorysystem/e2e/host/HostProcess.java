package dev.memorysystem.e2e.host;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on this machine, its output in files under target/host. */
public final class HostProcess implements AutoCloseable {
  private static final Duration STARTED = Duration.ofMinutes(5);

  private final Process process;
  private final Path output;
  private final Path errors;

  private HostProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  public static HostProcess start(
      String name, Map<String, String> environment, List<String> command) {
    try {
      Path folder = Files.createDirectories(Repository.path("e2e/tests/target/host"));
      Path output = folder.resolve(name + ".out");
      Path errors = folder.resolve(name + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .directory(folder.toFile());
      builder.environment().putAll(environment);
      return new HostProcess(builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** The JVM that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits until it ends; its exit code. */
  public int exitCode(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still runs after " + atMost + "\n" + errors());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits until its standard output or error has the text. */
  public void awaitText(String text) {
    await("'" + text + "' in the output of " + output.getFileName())
        .atMost(STARTED)
        .failFast("it ended: " + errors, () -> !process.isAlive() && !says(text))
        .until(() -> says(text));
  }

  private boolean says(String text) {
    return output().contains(text) || errors().contains(text);
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** RSS, as Linux tells it. */
  public long residentBytes() {
    return read(Path.of("/proc/" + process.pid() + "/status"))
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        * 1024;
  }

  public boolean alive() {
    return process.isAlive();
  }

  public String output() {
    return read(output);
  }

  public String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it with all that it started. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
