package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.AnsweringServer;
import dev.memorysystem.agent.harness.CollectorServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.testing.logs.TestLogRecordData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void keepsABoundedNumberOfBytes() {
    var exporter = start(URI.create("http://127.0.0.1:1"));
    var random = new Random(1);
    for (int i = 0; i < 10; i++) {
      byte[] bytes = new byte[300_000];
      random.nextBytes(bytes);
      String incompressible = new String(bytes, StandardCharsets.ISO_8859_1);
      exporter.logs(
          List.of(TestLogRecordData.builder().setBody(incompressible).build(), record("x")));
    }
    // 2 MiB hold five of some 360 kB; one may be on its way and come back
    await().untilAsserted(() -> assertThat(exporter.dropped()).isBetween(8L, 12L));
    exporter.stop();
  }

  /** By this the collector knows doubles. */
  @Test
  void sendsTheSameBytesAgain() throws Exception {
    try (var server = new AnsweringServer("503", "429", "", "502", "504", "200", "200")) {
      var exporter = start(server.endpoint());
      exporter.logs(List.of(record("memory.live_set"), record("memory.agent")));
      exporter.logs(List.of(record("memory.other")));
      await().until(() -> server.bodies().size() == 7);
      assertThat(server.bodies().subList(0, 6)).containsOnly(server.bodies().getFirst());
      assertThat(server.bodies().getLast()).isNotEqualTo(server.bodies().getFirst());
      assertThat(exporter.dropped()).isZero();
    }
  }

  /** The JDK's random numbers need a class that a full heap breaks while it is initialised. */
  @Test
  void goesOnWhereTheJvmFailsItsThread() throws Exception {
    var failures = new AtomicInteger();
    var backoff =
        new Backoff(
            () -> {
              if (failures.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("jdk.internal.util.random.RandomSupport");
              }
              return 0;
            },
            1);
    try (var server = new AnsweringServer("503", "503", "503", "200")) {
      var exporter =
          Exporter.start(
              new Destination(server.endpoint(), Optional.empty(), Optional.empty()), backoff);
      exporter.logs(List.of(record("memory.live_set")));
      await().until(exporter::hasSent);
      assertThat(failures).hasValue(3);
      assertThat(exporter.dropped()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "401", "403", "404", "413", "500", "302"})
  void dropsAndCountsWhatIsRefusedForGood(String status) throws Exception {
    try (var server = new AnsweringServer(status, "200")) {
      var exporter = start(server.endpoint());
      exporter.logs(List.of(record("memory.live_set"), record("memory.agent")));
      await().until(() -> exporter.dropped() == 2);
      assertThat(exporter.hasSent()).isFalse();
      exporter.logs(List.of(record("memory.live_set")));
      await().until(exporter::hasSent);
      assertThat(server.bodies()).hasSize(2);
      assertThat(exporter.dropped()).isEqualTo(2);
    }
  }

  /** One request that no collector can take must not hold up all others. */
  @Test
  void givesUpARequestThatFailsTooOften() throws Exception {
    String[] answers = new String[11];
    Arrays.fill(answers, "503");
    answers[10] = "200";
    try (var server = new AnsweringServer(answers)) {
      var exporter = start(server.endpoint());
      exporter.logs(List.of(record("memory.live_set"), record("memory.agent")));
      exporter.logs(List.of(record("memory.other")));
      await().until(exporter::hasSent);
      assertThat(exporter.dropped()).isEqualTo(2);
      assertThat(server.bodies()).hasSize(11);
    }
  }

  @Test
  void survivesAServerThatClosesTheKeptConnection() throws Exception {
    try (var server = new AnsweringServer("200", "200 close", "200", "200")) {
      var exporter = start(server.endpoint());
      for (int i = 1; i <= 4; i++) {
        int count = i;
        exporter.logs(List.of(record("memory.live_set")));
        await().until(() -> server.bodies().size() == count);
      }
      assertThat(server.connections()).isEqualTo(2);
      assertThat(exporter.dropped()).isZero();
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
    return Exporter.start(
        new Destination(endpoint, Optional.empty(), Optional.empty()),
        new Backoff(new SplittableRandom()::nextDouble, 1));
  }

  private static LogRecordData record(String event) {
    return TestLogRecordData.builder()
        .setEventName(event)
        .setAttributes(Attributes.builder().put("event.name", event).build())
        .build();
  }
}
