package dev.memorysystem.agent.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A real OTLP/HTTP receiver on the loopback address that keeps what it gets. */
public final class CollectorServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  public CollectorServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/logs", exchange -> receive(exchange, this::logs));
    server.createContext("/v1/metrics", exchange -> receive(exchange, this::metrics));
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
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
    int status = 200;
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
