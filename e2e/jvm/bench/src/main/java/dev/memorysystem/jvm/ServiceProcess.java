package dev.memorysystem.jvm;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service in a JVM of its own, on one core. */
final class ServiceProcess implements AutoCloseable {
  /** Seconds. */
  private static final long LONGEST_START = 60;

  private final Process process;
  private final long started;
  private final URI address;
  private final Path stops;
  private final double startUp;

  private ServiceProcess(Process process, long started, URI address, Path stops)
      throws IOException, InterruptedException {
    this.process = process;
    this.started = started;
    this.address = address;
    this.stops = stops;
    this.startUp = awaitFirstAnswer();
  }

  /**
   * Starts it and waits for its first answer.
   *
   * @param core of the machine, the only one it has
   */
  static ServiceProcess start(Tool tool, Path java, Path service, Path folder, int core)
      throws IOException, InterruptedException {
    Path stops = folder.resolve("safepoints.log");
    Files.deleteIfExists(stops);
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                Integer.toString(core),
                java.toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseG1GC",
                "-Xlog:safepoint:file=" + stops + ":uptime"));
    command.addAll(tool.options());
    command.addAll(List.of("-Dquarkus.http.port=" + port, "-jar", service.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("service.log").toFile());
    builder.environment().putAll(tool.environment());
    long started = System.nanoTime();
    return new ServiceProcess(
        builder.start(), started, URI.create("http://127.0.0.1:" + port), stops);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private double awaitFirstAnswer() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/orders/0")).build();
      while (age() < LONGEST_START && process.isAlive()) {
        try {
          client.send(request, BodyHandlers.discarding());
          return age();
        } catch (IOException notYet) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
      }
    }
    close();
    throw new IOException("the service did not start; see service.log beside " + stops);
  }

  URI address() {
    return address;
  }

  /** Seconds from its start until its first answer. */
  double startUp() {
    return startUp;
  }

  /** Seconds. */
  double age() {
    return (System.nanoTime() - started) / 1e9;
  }

  long pid() {
    return process.pid();
  }

  /** Seconds, of all its threads since its start. */
  double cpu() {
    return ProcessClock.seconds(process.pid());
  }

  /** MiB. */
  double resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  /** Between two ages, in seconds. */
  Stops stops(double from, double to) throws IOException {
    return Stops.between(stops, from, to);
  }

  /** Those that are no collections. */
  Stops stopsWithoutCollections(double from, double to) throws IOException {
    return Stops.withoutCollections(stops, from, to);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
