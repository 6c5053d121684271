package dev.memorysystem.e2e;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.CollectorConfig;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.e2e.host.HostProcess;
import dev.memorysystem.e2e.host.HostTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent follows the plan of a real collector, and says so. */
@HostTest
@Order(60)
final class PlanE2E {
  @Test
  void anAgentFollowsWhatTheCollectorPlans(@TempDir Path folder) throws Exception {
    try (Collector collector =
            Collector.start(CollectorConfig.embedded(folder.resolve("data")), signal -> {});
        HttpClient client = HttpClient.newHttpClient();
        HostProcess service = service(collector.otlpHttpPort())) {
      await()
          .atMost(Duration.ofMinutes(2))
          .failFast("the service ended", () -> !service.alive())
          .until(() -> anyFollows(client, collector));
    }
  }

  private static boolean anyFollows(HttpClient client, Collector collector)
      throws IOException, InterruptedException {
    for (ProcessInfo process : collector.processes()) {
      if (process.plan() != null && process.plan().equals(etag(client, collector, process))) {
        return true;
      }
    }
    return false;
  }

  private static String etag(HttpClient client, Collector collector, ProcessInfo process)
      throws IOException, InterruptedException {
    URI plan =
        URI.create(
            "http://127.0.0.1:%d/v1/plan?process=%s"
                .formatted(collector.otlpHttpPort(), process.instanceId()));
    return client
        .send(HttpRequest.newBuilder(plan).build(), HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElse("");
  }

  private static HostProcess service(int port) {
    return HostProcess.start(
        "planned",
        Map.of(
            "PORT", "0",
            "MEMORY_SYSTEM_ENDPOINT", "http://127.0.0.1:" + port,
            "MEMORY_SYSTEM_INTERVAL", "2"),
        List.of(
            HostProcess.java(),
            "-javaagent:" + Repository.path("agent-injector/java/target/memory-system-agent.jar"),
            "-XX:+UseG1GC",
            "-Xms32m",
            "-Xmx224m",
            "-jar",
            Repository.path("e2e/workloads/leaky/target/app/app.jar").toString()));
  }
}
