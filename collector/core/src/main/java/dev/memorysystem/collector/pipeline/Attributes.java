package dev.memorysystem.collector.pipeline;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OTLP key-values, read by name and type. What is missing or of another type is absent. */
record Attributes(Map<String, AnyValue> values) {
  /** Characters; chosen. */
  private static final int LONGEST_KEPT = 500;

  static Attributes of(List<KeyValue> list) {
    Map<String, AnyValue> values = HashMap.newHashMap(list.size());
    list.forEach(pair -> values.put(pair.getKey(), pair.getValue()));
    return new Attributes(values);
  }

  /** Absent when missing or empty. */
  @Nullable String string(String name) {
    AnyValue value = values.get(name);
    return value == null || value.getStringValue().isEmpty() ? null : value.getStringValue();
  }

  String string(String name, String otherwise) {
    String value = string(name);
    return value == null ? otherwise : value;
  }

  /** An integer, or a double that is one. */
  @Nullable Long integer(String name) {
    Double number = number(name);
    AnyValue value = values.get(name);
    if (value != null && value.hasIntValue()) {
      return value.getIntValue();
    }
    return number == null || number != Math.rint(number) || Math.abs(number) > 1L << 53
        ? null
        : Long.valueOf(number.longValue());
  }

  /** A finite number. */
  @Nullable Double number(String name) {
    AnyValue value = values.get(name);
    if (value == null) {
      return null;
    }
    return switch (value.getValueCase()) {
      case INT_VALUE -> (double) value.getIntValue();
      case DOUBLE_VALUE -> Double.isFinite(value.getDoubleValue()) ? value.getDoubleValue() : null;
      default -> null;
    };
  }

  boolean flag(String name) {
    AnyValue value = values.get(name);
    return value != null && value.getBoolValue();
  }

  /** As much of a text as is kept: it is stored with every process. */
  @Nullable String kept(String name) {
    return shortened(string(name));
  }

  static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  static String cut(String text) {
    return text.length() <= LONGEST_KEPT ? text : text.substring(0, LONGEST_KEPT);
  }

  /** An RFC 3339 time. */
  @Nullable Instant time(String name) {
    String text = string(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  List<AnyValue> list(String name) {
    AnyValue value = values.get(name);
    return value == null ? List.of() : value.getArrayValue().getValuesList();
  }

  List<String> strings(String name) {
    return list(name).stream()
        .filter(AnyValue::hasStringValue)
        .map(AnyValue::getStringValue)
        .toList();
  }
}
