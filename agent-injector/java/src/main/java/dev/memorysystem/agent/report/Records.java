package dev.memorysystem.agent.report;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects log events of one report. Used by the reporting thread alone. */
final class Records implements LogRecordProcessor {
  /** For receivers older than LogRecord.event_name. */
  private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

  private final Logger logger;
  private List<LogRecordData> records = new ArrayList<>();

  Records(Resource resource) {
    this.logger =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(this)
            .build()
            .get("dev.memorysystem.agent");
  }

  void add(String event, Attributes fields, @Nullable Value<?> body) {
    LogRecordBuilder record =
        logger
            .logRecordBuilder()
            .setEventName(event)
            .setAttribute(EVENT_NAME, event)
            .setAllAttributes(fields)
            .setTimestamp(System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    if (body != null) {
      record.setBody(body);
    }
    record.emit();
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    records.add(record.toLogRecordData());
  }

  List<LogRecordData> take() {
    List<LogRecordData> taken = records;
    records = new ArrayList<>();
    return taken;
  }
}
