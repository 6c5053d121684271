package dev.memorysystem.e2e.bench;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;

/** Small requests, as an agent would send them. */
final class Otlp {
  static final String NAMESPACE = "bench";
  static final String CONTAINER = "app";

  private Otlp() {}

  /** A process of a Deployment in {@link #NAMESPACE}. */
  static Resource process(String workload, String instance) {
    return process(NAMESPACE, workload, instance);
  }

  /** A process of a Deployment; its pod is named as {@link #pod} says, its instance is its UID. */
  static Resource process(String namespace, String workload, String instance) {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", workload))
        .addAttributes(attribute("service.instance.id", instance))
        .addAttributes(attribute("telemetry.distro.name", "memory-system"))
        .addAttributes(attribute("telemetry.distro.version", "0.2.0"))
        .addAttributes(attribute("k8s.namespace.name", namespace))
        .addAttributes(attribute("k8s.pod.name", pod(workload)))
        .addAttributes(attribute("k8s.pod.uid", instance))
        .addAttributes(attribute("k8s.container.name", CONTAINER))
        .addAttributes(attribute("memory.workload.kind", "Deployment"))
        .addAttributes(attribute("memory.workload.name", workload))
        .build();
  }

  static String pod(String workload) {
    return workload + "-pod";
  }

  /** One {@code memory.live_set} that says how much of the heap is in use. */
  static byte[] heapUsed(Resource process, Instant at, long bytes) {
    LogRecord record =
        LogRecord.newBuilder()
            .setEventName("memory.live_set")
            .setTimeUnixNano(nanos(at))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("memory.heap.used")
                    .setValue(AnyValue.newBuilder().setIntValue(bytes)))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(process)
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build()
        .toByteArray();
  }

  static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
