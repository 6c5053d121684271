package dev.memorysystem.collector.receive;

import com.google.protobuf.Message;
import dev.memorysystem.collector.log.SignalKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;

/** Turns a request's body into the protobuf bytes that the log keeps; refuses what is not OTLP. */
final class OtlpCodec {
  private OtlpCodec() {}

  /**
   * A request that was read.
   *
   * @param payload as protobuf
   */
  record Decoded(byte[] payload, Message request) {}

  static Decoded decode(SignalKind kind, Format format, byte[] body) throws Refused {
    return switch (format) {
      case PROTOBUF -> checked(kind, body);
      case JSON -> fromJson(kind, body);
    };
  }

  private static Decoded checked(SignalKind kind, byte[] body) throws Refused {
    try {
      Message.Builder message = builder(kind);
      new Elements().addAll(body, message.getDescriptorForType());
      message.mergeFrom(body);
      return new Decoded(body, message.build());
    } catch (IOException e) {
      throw malformed(kind, "protobuf", e);
    }
  }

  private static Decoded fromJson(SignalKind kind, byte[] body) throws Refused {
    try {
      Message.Builder message = builder(kind);
      OtlpJson.merge(body, message);
      Message request = message.build();
      return new Decoded(request.toByteArray(), request);
    } catch (IOException e) {
      throw malformed(kind, "JSON", e);
    }
  }

  private static Message.Builder builder(SignalKind kind) {
    return switch (kind) {
      case METRICS -> ExportMetricsServiceRequest.newBuilder();
      case LOGS -> ExportLogsServiceRequest.newBuilder();
    };
  }

  private static Refused malformed(SignalKind kind, String encoding, IOException e) {
    return new Refused(
        Refused.Reason.MALFORMED,
        "the body is not an OTLP export request for %s in %s: %s"
            .formatted(kind, encoding, e.getMessage()));
  }
}
