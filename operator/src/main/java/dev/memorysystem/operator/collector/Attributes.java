package dev.memorysystem.operator.collector;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds OTLP attributes; what is unknown is left out. */
final class Attributes {
  private final List<KeyValue> values = new ArrayList<>();

  Attributes put(String key, @Nullable String value) {
    return value == null ? this : put(key, text(value));
  }

  Attributes put(String key, @Nullable Long value) {
    return value == null ? this : put(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  Attributes put(String key, @Nullable Double value) {
    return value == null ? this : put(key, value.doubleValue());
  }

  Attributes put(String key, double value) {
    return put(key, AnyValue.newBuilder().setDoubleValue(value).build());
  }

  Attributes put(String key, List<AnyValue> list) {
    return put(
        key,
        AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addAllValues(list)).build());
  }

  List<KeyValue> list() {
    return values;
  }

  AnyValue value() {
    return AnyValue.newBuilder()
        .setKvlistValue(KeyValueList.newBuilder().addAllValues(values))
        .build();
  }

  static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private Attributes put(String key, AnyValue value) {
    values.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
    return this;
  }
}
