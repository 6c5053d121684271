package dev.memorysystem.agent.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A real OTLP/HTTP receiver on the loopback address that keeps what it gets. */
public final class CollectorServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final String scheme;
  private volatile @Nullable String token;
  private volatile @Nullable String plan;

  public CollectorServer() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
  }

  /** Over TLS. */
  public static CollectorServer secure(ServerIdentity identity) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    return new CollectorServer(server, "https");
  }

  private CollectorServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/logs", exchange -> receive(exchange, this::logs));
    server.createContext("/v1/metrics", exchange -> receive(exchange, this::metrics));
    server.createContext("/v1/plan", this::plan);
    server.start();
  }

  /** One log record. */
  public record Event(
      String name,
      Map<String, AnyValue> resource,
      Map<String, AnyValue> fields,
      Map<String, AnyValue> body) {
    public boolean has(String field) {
      return fields.containsKey(field);
    }

    public long number(String field) {
      return fields.get(field).getIntValue();
    }

    public String text(String field) {
      return has(field) ? fields.get(field).getStringValue() : "";
    }
  }

  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests answered 401. */
  public int refused() {
    return refused.get();
  }

  /**
   * From now on answers 401 to every other token.
   *
   * @param newToken null: asks for none
   */
  public void accept(@Nullable String newToken) {
    token = newToken;
  }

  /** From now on agents that ask are given this plan, JSON; before it knows of no plans. */
  public void plan(String json) {
    plan = json;
  }

  public static String etag(String json) {
    return "\"%08x\"".formatted(json.hashCode());
  }

  private void plan(HttpExchange exchange) throws IOException {
    String now = plan;
    if (now == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (etag(now).equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      byte[] body = now.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("ETag", etag(now));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Number of connections that carried a request. */
  public int connections() {
    return clients.size();
  }

  public List<Event> events(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  public List<Metric> metrics() {
    return metrics;
  }

  /** What was wrong with requests. */
  public List<String> problems() {
    return problems;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Reader {
    void read(byte[] body) throws IOException;
  }

  private void receive(HttpExchange exchange, Reader reader) throws IOException {
    clients.add(exchange.getRemoteAddress());
    String wanted = token;
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    int status = 200;
    if (wanted != null && !("Bearer " + wanted).equals(authorization)) {
      exchange.getRequestBody().readAllBytes();
      refused.incrementAndGet();
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    if (wanted == null && authorization != null) {
      problems.add("sends a token that nobody asked for");
    }
    try (var body = new GZIPInputStream(exchange.getRequestBody())) {
      check(exchange, "Content-Type", "application/x-protobuf");
      check(exchange, "Content-Encoding", "gzip");
      reader.read(body.readAllBytes());
    } catch (IOException | RuntimeException invalid) {
      problems.add(invalid.toString());
      status = 400;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void check(HttpExchange exchange, String header, String expected) {
    if (!expected.equals(exchange.getRequestHeaders().getFirst(header))) {
      problems.add(header + " is " + exchange.getRequestHeaders().getFirst(header));
    }
  }

  private void logs(byte[] bytes) throws IOException {
    for (var resource : ExportLogsServiceRequest.parseFrom(bytes).getResourceLogsList()) {
      var identity = map(resource.getResource().getAttributesList());
      for (var scope : resource.getScopeLogsList()) {
        for (var record : scope.getLogRecordsList()) {
          events.add(
              new Event(
                  record.getEventName(),
                  identity,
                  map(record.getAttributesList()),
                  map(record.getBody().getKvlistValue().getValuesList())));
        }
      }
    }
  }

  private void metrics(byte[] bytes) throws IOException {
    for (var resource : ExportMetricsServiceRequest.parseFrom(bytes).getResourceMetricsList()) {
      for (var scope : resource.getScopeMetricsList()) {
        metrics.addAll(scope.getMetricsList());
      }
    }
  }

  public static Map<String, AnyValue> map(List<KeyValue> pairs) {
    Map<String, AnyValue> map = new LinkedHashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }
}
