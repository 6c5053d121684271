package dev.memorysystem.operator.collector;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;

/**
 * Something the collector must know of the cluster, as a log event.
 *
 * @param key what it is about; a newer fact replaces the older one
 * @param namespace it is in
 * @param event name of the event, docs/signals.md
 * @param body a kvlist
 */
record Fact(String key, String namespace, String event, Resource resource, AnyValue body) {
  /** The same in both bodies, docs/signals.md. */
  private static final String DELETED = "deleted";

  /** The last fact of its key. */
  Fact deleted() {
    AnyValue.Builder last = body.toBuilder();
    last.getKvlistValueBuilder()
        .addValues(
            KeyValue.newBuilder()
                .setKey(DELETED)
                .setValue(AnyValue.newBuilder().setBoolValue(true)));
    return new Fact(key, namespace, event, resource, last.build());
  }

  ResourceLogs toOtlp(Instant now) {
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return ResourceLogs.newBuilder()
        .setResource(resource)
        .addScopeLogs(
            ScopeLogs.newBuilder()
                .addLogRecords(
                    LogRecord.newBuilder()
                        .setTimeUnixNano(nanos)
                        .setObservedTimeUnixNano(nanos)
                        .setEventName(event)
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("event.name")
                                .setValue(AnyValue.newBuilder().setStringValue(event)))
                        .setBody(body)))
        .build();
  }
}
