package dev.memorysystem.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** The collector's side of both lines: a stream of events that a test feeds, and OTLP received. */
final class FakeCollector implements AutoCloseable {
  private static final String TOKEN = "the-operators-token";

  private final HttpsServer server;
  private final Map<String, String> known = new LinkedHashMap<>();
  private final List<OutputStream> followers = new ArrayList<>();
  private final List<ResourceLogs> facts = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean refusing;

  /** Over TLS, with {@link #token} only. */
  FakeCollector(SSLContext certificate) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/stream", exchange -> checked(exchange, this::follow));
    server.createContext("/v1/logs", exchange -> checked(exchange, this::receive));
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** A file with the one token that is accepted. */
  static Path token() throws IOException {
    Path file = Files.createTempFile("token", "");
    file.toFile().deleteOnExit();
    return Files.writeString(file, TOKEN);
  }

  /** Says it now and to everyone who connects later. */
  synchronized void say(String event, String key, String json) {
    String message = "event: " + event + "\ndata: " + json.replace("\n", "") + "\n\n";
    known.put(event + " " + key, message);
    followers.removeIf(follower -> !write(follower, message));
  }

  synchronized void forgetEverything() {
    known.clear();
    facts.clear();
  }

  /** Ends every connection. */
  synchronized void hangUp() throws IOException {
    for (OutputStream follower : followers) {
      follower.close();
    }
    followers.clear();
  }

  synchronized int followers() {
    return followers.size();
  }

  void refuse(boolean refuse) {
    refusing = refuse;
  }

  int refusals() {
    return refusals.get();
  }

  List<ResourceLogs> facts() {
    return List.copyOf(facts);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void checked(HttpExchange exchange, HttpHandler handler) throws IOException {
    if (("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      handler.handle(exchange);
    } else {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
    }
  }

  private synchronized void follow(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream follower = exchange.getResponseBody();
    known.values().forEach(message -> write(follower, message));
    write(follower, "event: synced\ndata: {}\n\n");
    write(follower, "event: heartbeat\ndata: {}\n\n");
    followers.add(follower);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refusing) {
      refusals.incrementAndGet();
      exchange.sendResponseHeaders(503, -1);
    } else {
      facts.addAll(ExportLogsServiceRequest.parseFrom(body).getResourceLogsList());
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  private static boolean write(OutputStream follower, String message) {
    try {
      follower.write(message.getBytes(UTF_8));
      follower.flush();
      return true;
    } catch (IOException gone) {
      return false;
    }
  }
}
