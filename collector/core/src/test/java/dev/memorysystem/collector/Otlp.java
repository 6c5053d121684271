package dev.memorysystem.collector;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** OTLP requests as agents and operator send them, from plain maps and lists. */
public final class Otlp {
  private Otlp() {}

  /** Resource attributes of a process of shop/Deployment/orders/app. */
  public static Map<String, Object> process(String instanceId) {
    return Map.of(
        "service.name", "orders",
        "service.instance.id", instanceId,
        "telemetry.distro.name", "memory-system",
        "telemetry.distro.version", "0.2.0",
        "k8s.namespace.name", "shop",
        "k8s.pod.name", "orders-abc-1",
        "k8s.pod.uid", "uid-1",
        "k8s.container.name", "app",
        "memory.workload.kind", "Deployment",
        "memory.workload.name", "orders");
  }

  public static LogRecord event(String name, Instant at, Map<String, Object> attributes) {
    return record(name, at).addAllAttributes(keyValues(attributes)).build();
  }

  public static LogRecord bodyEvent(String name, Instant at, Map<String, Object> body) {
    return record(name, at).setBody(value(body)).build();
  }

  public static ExportLogsServiceRequest request(
      Map<String, Object> resource, LogRecord... records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(keyValues(resource)))
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
        .build();
  }

  private static LogRecord.Builder record(String name, Instant at) {
    return LogRecord.newBuilder()
        .setEventName(name)
        .setTimeUnixNano(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  private static List<KeyValue> keyValues(Map<String, Object> map) {
    return map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                KeyValue.newBuilder()
                    .setKey(entry.getKey())
                    .setValue(value(entry.getValue()))
                    .build())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static AnyValue value(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    return switch (value) {
      case String text -> any.setStringValue(text).build();
      case Integer number -> any.setIntValue(number).build();
      case Long number -> any.setIntValue(number).build();
      case Double number -> any.setDoubleValue(number).build();
      case Boolean flag -> any.setBoolValue(flag).build();
      case List<?> list ->
          any.setArrayValue(
                  ArrayValue.newBuilder().addAllValues(list.stream().map(Otlp::value).toList()))
              .build();
      case Map<?, ?> map ->
          any.setKvlistValue(
                  KeyValueList.newBuilder().addAllValues(keyValues((Map<String, Object>) map)))
              .build();
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }
}
