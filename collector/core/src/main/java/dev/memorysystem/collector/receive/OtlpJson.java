package dev.memorysystem.collector.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads OTLP/JSON into protobuf messages in one pass, without a tree.
 *
 * <p>OTLP/JSON is protobuf's JSON mapping with exceptions (OTLP specification, "JSON Protobuf
 * Encoding"): trace and span ids are hexadecimal, other bytes base64; enums are numbers; 64-bit
 * integers are decimal strings, and numbers are accepted; unknown fields are ignored. Field names
 * are lowerCamelCase; the names of the .proto files are accepted too, as the OpenTelemetry
 * Collector does.
 */
final class OtlpJson {
  private static final Set<String> HEX_FIELDS = Set.of("trace_id", "span_id", "parent_span_id");

  /** Levels: OTLP itself needs under 20; the rest is for nested attribute values. */
  private static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();
  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private final JsonParser parser;
  private final Elements elements = new Elements();

  private OtlpJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @throws Refused when it has too many elements
   * @throws IOException when it is not JSON, or not of the message's shape; the message never
   *     quotes values
   */
  static void merge(byte[] json, Message.Builder into) throws IOException, Refused {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the request is not a JSON object");
      }
      new OtlpJson(parser).object(into);
      if (parser.nextToken() != null) {
        throw new IOException("there is something after the end of the JSON object");
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void object(Message.Builder into) throws IOException, Refused {
    elements.add();
    Map<String, FieldDescriptor> fields = fieldsOf(into.getDescriptorForType());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      FieldDescriptor field = fields.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        field(field, into);
      }
    }
  }

  private void field(FieldDescriptor field, Message.Builder into) throws IOException, Refused {
    if (!field.isRepeated()) {
      into.setField(field, value(field, into));
      return;
    }
    require(parser.currentToken() == JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      into.addRepeatedField(field, value(field, into));
    }
  }

  private Object value(FieldDescriptor field, Message.Builder parent) throws IOException, Refused {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        require(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        Message.Builder builder = parent.newBuilderForField(field);
        object(builder);
        yield builder.build();
      }
      case STRING -> text();
      case BOOLEAN -> {
        require(parser.currentToken().isBoolean(), "true or false");
        yield parser.getBooleanValue();
      }
      case LONG -> integer(field);
      case INT -> int32(field);
      case DOUBLE -> number();
      case FLOAT -> (float) number();
      case BYTE_STRING -> bytes(field);
      case ENUM ->
          parser.currentToken() == JsonToken.VALUE_STRING
              ? enumByName(field)
              : field.getEnumType().findValueByNumberCreatingIfUnknown(int32(field));
    };
  }

  private Object enumByName(FieldDescriptor field) throws IOException {
    Object value = field.getEnumType().findValueByName(parser.getText());
    if (value == null) {
      throw wrong("the number of an enum value");
    }
    return value;
  }

  private String text() throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  /** Unsigned 64-bit values keep their bits, as protobuf's Java types do. */
  private long integer(FieldDescriptor field) throws IOException {
    boolean unsigned =
        switch (field.getType()) {
          case UINT64, FIXED64 -> true;
          default -> false;
        };
    require(
        parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken().isNumeric(),
        "an integer");
    try {
      String text = parser.getText();
      return unsigned ? Long.parseUnsignedLong(text) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong("an integer of its type's range");
    }
  }

  private int int32(FieldDescriptor field) throws IOException {
    boolean unsigned =
        switch (field.getType()) {
          case UINT32, FIXED32 -> true;
          default -> false;
        };
    long value = integer(field);
    require(
        unsigned ? value >= 0 && value >>> 32 == 0 : value == (int) value,
        "an integer of its type's range");
    return (int) value;
  }

  private double number() throws IOException {
    if (parser.currentToken().isNumeric()) {
      return parser.getDoubleValue();
    }
    try {
      return Double.parseDouble(text());
    } catch (NumberFormatException e) {
      throw wrong("a number");
    }
  }

  private ByteString bytes(FieldDescriptor field) throws IOException {
    boolean hex = HEX_FIELDS.contains(field.getName());
    try {
      return ByteString.copyFrom(
          hex
              ? HexFormat.of().parseHex(text())
              : Base64.getDecoder().decode(text().replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException e) {
      throw wrong(hex ? "hexadecimal digits" : "base64");
    }
  }

  private void require(boolean holds, String expected) throws IOException {
    if (!holds) {
      throw wrong(expected);
    }
  }

  private IOException wrong(String expected) {
    return new IOException(
        "%s must be %s".formatted(parser.getParsingContext().pathAsPointer(), expected));
  }

  private static Map<String, FieldDescriptor> fieldsOf(Descriptor descriptor) {
    return FIELDS.computeIfAbsent(
        descriptor,
        type -> {
          Map<String, FieldDescriptor> fields = new HashMap<>();
          for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
          }
          return Map.copyOf(fields);
        });
  }
}
