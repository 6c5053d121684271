package dev.memorysystem.collector.receive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.rpc.Status;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two encodings of OTLP/HTTP. */
enum Format {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private static final ObjectMapper MAPPER = Json.mapper();

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /**
   * @param contentType a Content-Type header; parameters are ignored
   */
  static Optional<Format> of(String contentType) {
    String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    for (Format format : values()) {
      if (format.mediaType.equals(type)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The answer to an accepted request: an export response with no partial success. */
  byte[] success() {
    return this == JSON ? new byte[] {'{', '}'} : new byte[0];
  }

  /** A google.rpc.Status in this encoding. */
  byte[] error(Refused refused) {
    int code = refused.reason().code().getNumber();
    if (this == PROTOBUF) {
      return Status.newBuilder().setCode(code).setMessage(refused.text()).build().toByteArray();
    }
    try {
      return MAPPER.writeValueAsBytes(Map.of("code", code, "message", refused.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
