package dev.memorysystem.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real collector in a JVM of its own, on loopback: it can be killed, starved and filled. */
final class ChildCollector implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final int httpPort;
  private final int grpcPort;

  private ChildCollector(Process process, Path errors) throws IOException {
    this.process = process;
    this.errors = errors;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.httpPort = port();
    this.grpcPort = port();
  }

  /**
   * @param errors file that gets what it logs
   * @param prefix a command that runs the JVM, or nothing
   * @param data its data directory, as the prefix lets it see it
   */
  static ChildCollector start(Path errors, List<String> prefix, Path data, String... jvmFlags)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + errors.toAbsolutePath().getParent());
    command.addAll(List.of(jvmFlags));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            KilledCollector.class.getName(),
            data.toString()));
    return new ChildCollector(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start(),
        errors);
  }

  private int port() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the collector did not start: " + log());
    }
    return Integer.parseInt(line);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  int grpcPort() {
    return grpcPort;
  }

  long pid() {
    return process.pid();
  }

  /** One of the questions {@link KilledCollector} answers. */
  String ask(String question) throws IOException {
    process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the collector has ended: " + log());
    }
    return answer;
  }

  HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofMinutes(3))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  String log() throws IOException {
    return Files.readString(errors);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; its exit code. */
  int kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    return process.waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    answers.close();
  }
}
