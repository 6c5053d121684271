package dev.memorysystem.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.memorysystem.e2e.Repository;
import dev.memorysystem.e2e.host.HostProcess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * What the packaged agent sent from a JVM with a published leak, report by report: recorded at 0.5
 * s a report, to be sent again as if it were 15 s.
 */
final class RecordedAgent {
  private static final double INTERVAL = 0.5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<ExportLogsServiceRequest> logs;
  private final List<ExportMetricsServiceRequest> metrics;

  private RecordedAgent(
      List<ExportLogsServiceRequest> logs, List<ExportMetricsServiceRequest> metrics) {
    this.logs = logs;
    this.metrics = metrics;
  }

  /** Runs the agent until it has sent so many reports. */
  static RecordedAgent of(int reports) throws IOException {
    List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
    List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    HttpServer sink =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.setExecutor(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    sink.createContext(
        "/",
        exchange -> {
          byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
          if (exchange.getRequestURI().getPath().endsWith("logs")) {
            logs.add(ExportLogsServiceRequest.parseFrom(body));
          } else {
            metrics.add(ExportMetricsServiceRequest.parseFrom(body));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    sink.start();
    try (HostProcess leaky = leaky(sink.getAddress().getPort())) {
      await("the agent reports")
          .atMost(PATIENCE)
          .until(() -> logs.size() > reports && metrics.size() > reports);
    } finally {
      sink.stop(0);
    }
    return new RecordedAgent(List.copyOf(logs).subList(1, reports), List.copyOf(metrics));
  }

  private static HostProcess leaky(int port) {
    return HostProcess.start(
        "recorded",
        Map.of(
            "PORT",
            "0",
            "MEMORY_SYSTEM_ENDPOINT",
            "http://127.0.0.1:" + port,
            "MEMORY_SYSTEM_INTERVAL",
            Double.toString(INTERVAL)),
        List.of(
            HostProcess.java(),
            "-XX:+UseG1GC",
            "-Xms32m",
            "-Xmx224m",
            "-javaagent:" + Repository.path("agent-injector/java/target/memory-system-agent.jar"),
            "-jar",
            Repository.path("e2e/workloads/leaky/target/app/app.jar").toString()));
  }

  /** Reports recorded. */
  int reports() {
    return logs.size();
  }

  ExportLogsServiceRequest logs(int report) {
    return logs.get(report % logs.size());
  }

  ExportMetricsServiceRequest metrics(int report) {
    return metrics.get(report % metrics.size());
  }
}
