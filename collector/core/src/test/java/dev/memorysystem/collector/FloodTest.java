package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.CodedOutputStream;
import dev.memorysystem.collector.api.ProcessInfo;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More, and larger, valid requests than a small heap bears: some are told to come back. */
class FloodTest {
  private static final int SENDERS = 16;
  private static final int REQUESTS = 150;
  private static final int POINTS = 5_000;

  @TempDir Path data;
  @TempDir Path logs;

  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void staysAliveAndKeepsWhatItAcknowledged() throws Exception {
    try (ChildCollector child =
            ChildCollector.start(
                logs.resolve("err"),
                List.of(),
                data,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError");
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<Void>> done =
          IntStream.range(0, SENDERS).mapToObj(i -> senders.submit(() -> send(child))).toList();
      for (Future<Void> each : done) {
        each.get();
      }
      assertThat(child.isAlive()).as(child.log()).isTrue();
      assertThat(new TreeMap<>(statuses).keySet()).isSubsetOf(200, 429, 503);
      assertThat(statuses.keySet()).as("some was shed").hasSizeGreaterThan(1);
      assertThat(acknowledged).isNotEmpty();
      assertThat(child.ask("settle")).isEqualTo("true");
      await().atMost(Duration.ofSeconds(60)).until(() -> child.ask("trouble").equals("none"));
      child.kill();
    }
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      assertThat(collector.settle(Duration.ofSeconds(60))).isTrue();
      assertThat(
              collector.processes().stream()
                  .map(ProcessInfo::instanceId)
                  .collect(Collectors.toSet()))
          .containsAll(acknowledged);
    }
  }

  private Void send(ChildCollector child) throws Exception {
    byte[] points = points();
    for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
      String instance = "i-" + i;
      HttpResponse<String> answer = child.post("/v1/metrics", request(instance, points));
      statuses.computeIfAbsent(answer.statusCode(), code -> new AtomicInteger()).incrementAndGet();
      if (answer.statusCode() == 200) {
        acknowledged.add(instance);
      } else {
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      }
    }
    return null;
  }

  /** The serialized scope of many points, the same for all. */
  private static byte[] points() {
    Gauge.Builder gauge = Gauge.newBuilder();
    long now = Instant.now().getEpochSecond() * 1_000_000_000L;
    for (int i = 0; i < POINTS; i++) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(now)
              .setAsInt(i)
              .addAttributes(attribute("pool", "pool-%d-%s".formatted(i % 50, "x".repeat(280)))));
    }
    return ResourceMetrics.newBuilder()
        .addScopeMetrics(
            ScopeMetrics.newBuilder()
                .addMetrics(Metric.newBuilder().setName("jvm.memory.used").setGauge(gauge)))
        .build()
        .toByteArray();
  }

  /** Protobuf concatenated is protobuf merged. */
  private static byte[] request(String instance, byte[] points) {
    Resource.Builder resource = Resource.newBuilder();
    Otlp.process(instance)
        .forEach((name, value) -> resource.addAttributes(attribute(name, value.toString())));
    byte[] head = ResourceMetrics.newBuilder().setResource(resource).build().toByteArray();
    byte[] both = new byte[head.length + points.length];
    System.arraycopy(head, 0, both, 0, head.length);
    System.arraycopy(points, 0, both, head.length, points.length);
    int size =
        CodedOutputStream.computeByteArraySize(
            ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER, both);
    byte[] request = new byte[size];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(request);
      out.writeByteArray(ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER, both);
      out.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return request;
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
