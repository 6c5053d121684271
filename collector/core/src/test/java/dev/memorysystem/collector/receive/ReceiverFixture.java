package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.plan.Plans;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A receiver with small limits over a log in memory, and things to send to it. */
final class ReceiverFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final int MAX_REQUEST = 10_000;
  static final int MAX_INFLATED = 50_000;

  final HeldLog log = new HeldLog();
  final Receiver receiver;
  final Board board = new Board();
  final Plans plans = new Plans(board::process);
  private final PrometheusRegistry registry = new PrometheusRegistry();

  ReceiverFixture() throws Exception {
    receiver =
        Receiver.start(
            "127.0.0.1",
            List.of(Entrance.open(0, 0)),
            new Limits(MAX_REQUEST, MAX_INFLATED, MAX_INFLATED),
            NamespaceLimits.DEFAULT,
            PodWords.UNHEARD,
            log,
            board,
            plans,
            registry,
            registry,
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  String metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  static ExportLogsServiceRequest logs() {
    return logs("");
  }

  static ExportLogsServiceRequest logs(String padding) {
    return Otlp.request(
        Otlp.process("i-1"),
        Otlp.event("memory.live_set", NOW, Map.of("memory.heap.used", 1L, "padding", padding)));
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
