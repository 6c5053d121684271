package dev.memorysystem.jvm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Takes whatever an agent sends over HTTP, and tells ours by its plan whether to look. */
final class Sink implements AutoCloseable {
  private final HttpServer server;
  private final Plan plan = new Plan();

  Sink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/plan", plan);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Turns our agent's sampling and walking. */
  Switch plan() {
    return (pid, on) -> plan.set(on);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
