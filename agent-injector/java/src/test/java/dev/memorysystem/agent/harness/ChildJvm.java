package dev.memorysystem.agent.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a program of the package `programs` in a JVM of its own, with or without the agent. */
public final class ChildJvm {
  public static final Path AGENT = Path.of(System.getProperty("agent.jar"));

  /** How long tests wait for what must come: only a broken agent needs it all. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path PROGRAMS = Path.of(System.getProperty("programs"));
  private static final String PACKAGE = "dev.memorysystem.programs.";

  private final Jdks.Jdk jdk;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Optional<Path> cgroup = Optional.empty();
  private boolean agent = true;
  private Path agentJar = AGENT;

  public ChildJvm(Jdks.Jdk jdk) {
    this.jdk = jdk;
  }

  public ChildJvm reportingTo(URI collector) {
    return with("MEMORY_SYSTEM_ENDPOINT", collector.toString())
        .with("MEMORY_SYSTEM_INTERVAL", "0.5")
        .with("MEMORY_SYSTEM_START_DELAY_MS", "0");
  }

  public ChildJvm withoutAgent() {
    agent = false;
    return this;
  }

  /** With another build of the agent. */
  public ChildJvm agent(Path jar) {
    agentJar = jar;
    return this;
  }

  /** Starts it as a member of a cgroup. */
  public ChildJvm within(Path folder) {
    cgroup = Optional.of(folder);
    return this;
  }

  public ChildJvm with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public ChildJvm options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  public Running start(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    cgroup.ifPresent(
        folder ->
            command.addAll(
                List.of("sh", "-c", "echo $$ > " + folder + "/cgroup.procs; exec \"$@\"", "sh")));
    command.add(jdk.java().toString());
    // before the agent, whose first classes are loaded with it
    Optional<ChildCoverage> coverage = agent ? ChildCoverage.of(jdk, options) : Optional.empty();
    coverage.ifPresent(measured -> command.add(measured.option()));
    if (agent) {
      command.add("-javaagent:" + agentJar);
    }
    command.addAll(options);
    command.addAll(List.of("-cp", PROGRAMS.toString(), PACKAGE + program));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MEMORY_SYSTEM_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err, coverage);
  }

  /** A started program. Closing it ends it. */
  public record Running(Process process, Path out, Path err, Optional<ChildCoverage> coverage)
      implements AutoCloseable {
    public String output() throws IOException {
      return Files.readString(out);
    }

    public String errors() throws IOException {
      return Files.readString(err);
    }

    /** Types a line into the program's standard input. */
    public void type(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** Ends the program's standard input and waits until it is gone. */
    public int finish() throws IOException, InterruptedException {
      process.getOutputStream().close();
      return process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.destroyForcibly().waitFor();
      if (coverage.isPresent()) {
        coverage.get().add();
      }
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
