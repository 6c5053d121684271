package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.memorysystem.agent.harness.CollectorServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.testing.logs.TestLogRecordData;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExporterTest {
  @Test
  void sendsWhatItIsGiven() throws Exception {
    try (var collector = new CollectorServer()) {
      var exporter = start(collector.endpoint());
      exporter.logs(List.of(record("memory.live_set"), record("memory.agent")));
      exporter.flush(30_000);
      assertThat(collector.events("memory.live_set")).hasSize(1);
      assertThat(collector.events("memory.agent")).hasSize(1);
      assertThat(collector.problems()).isEmpty();
      assertThat(exporter.dropped()).isZero();
    }
  }

  @Test
  void keepsABoundedNumberOfRequestsAndCountsTheRest() {
    var exporter = start(URI.create("http://127.0.0.1:1"));
    for (int i = 0; i < 500; i++) {
      exporter.logs(List.of(record("memory.live_set")));
    }
    // 128 wait; one may be on its way and come back
    await().untilAsserted(() -> assertThat(exporter.dropped()).isBetween(371L, 372L));
  }

  @Test
  void triesAgainWhatATemporaryRefusalTurnedAway() throws Exception {
    var attempts = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/logs",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(attempts.incrementAndGet() == 1 ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
    try {
      var exporter = start(endpoint(server));
      exporter.logs(List.of(record("memory.live_set")));
      await().until(() -> attempts.get() == 2);
      assertThat(exporter.dropped()).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void dropsAndCountsWhatIsRefusedForGood() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    server.start();
    try {
      var exporter = start(endpoint(server));
      exporter.logs(List.of(record("memory.live_set"), record("memory.agent")));
      await().until(() -> exporter.dropped() == 2);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void doesNotWaitAtTheEndForACollectorThatIsAway() throws Exception {
    var exporter = start(URI.create("http://127.0.0.1:1"));
    exporter.logs(List.of(record("memory.live_set")));
    // Would run into the test's own timeout if it waited: the bound is a day
    exporter.flush(86_400_000);
  }

  private static Exporter start(URI endpoint) {
    return Exporter.start(new Destination(endpoint, Optional.empty(), Optional.empty()));
  }

  private static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static LogRecordData record(String event) {
    return TestLogRecordData.builder()
        .setEventName(event)
        .setAttributes(Attributes.builder().put("event.name", event).build())
        .build();
  }
}
