package dev.memorysystem.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.CollectorConfig;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.e2e.host.HostProcess;
import dev.memorysystem.e2e.host.HostTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From suspicion to path: an agent in a service that leaks is told by a real collector which
 * samples to look for, follows that plan, and tells what holds them.
 */
@HostTest
@Order(60)
final class PlanE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** ETags of plans that name sites, and what was reached since the first of them was followed. */
  private final Set<String> targeted = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean followed = new AtomicBoolean();
  private final AtomicReference<RetainedPaths> reached = new AtomicReference<>();

  @Test
  void whatIsSuspectedIsLookedFor(@TempDir Path folder) throws Exception {
    try (Collector collector =
            Collector.start(
                CollectorConfig.embedded(folder.resolve("data")),
                signal -> {
                  if (signal instanceof RetainedPaths walk && followed.get() && reaches(walk)) {
                    reached.set(walk);
                  }
                });
        HttpClient client = HttpClient.newHttpClient();
        HostProcess service = leak(collector.otlpHttpPort())) {
      await()
          .atMost(PATIENCE)
          .failFast("the service ended", () -> !service.alive())
          .until(
              () -> {
                collector.processes().forEach(process -> look(client, collector, process));
                return collector.processes().stream()
                    .map(ProcessInfo::plan)
                    .anyMatch(plan -> plan != null && targeted.contains(plan));
              });
      followed.set(true);
      await()
          .atMost(PATIENCE)
          .failFast("the service ended", () -> !service.alive())
          .until(() -> reached.get() != null);
    }
  }

  private static boolean reaches(RetainedPaths walk) {
    return walk.targets().stream().anyMatch(target -> target.reached() > 0);
  }

  private void look(HttpClient client, Collector collector, ProcessInfo process) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/v1/plan?process=%s"
                              .formatted(collector.otlpHttpPort(), process.instanceId())))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (!new ObjectMapper().readTree(answer.body()).path("walk").path("targets").isEmpty()) {
        targeted.add(answer.headers().firstValue("ETag").orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static HostProcess leak(int port) {
    return HostProcess.start(
        "plan-leaky",
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
