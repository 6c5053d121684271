package com.acme.inventory;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.pacedload.Load;

/** As much of a Kubernetes API as an inventory asks for: ConfigMaps, one at a time. */
final class ApiServer {
  private ApiServer() {}

  /** Its address. */
  static String start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(2, Load.daemons("api")));
    server.createContext(
        "/api/v1/namespaces/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] answer = configMap(path.substring(path.lastIndexOf('/') + 1));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static byte[] configMap(String name) {
    return """
        {"apiVersion":"v1","kind":"ConfigMap",
         "metadata":{"name":"%s","resourceVersion":"1"},
         "data":{"shelf":"%d"}}
        """
        .formatted(name, name.hashCode())
        .getBytes(StandardCharsets.UTF_8);
  }
}
