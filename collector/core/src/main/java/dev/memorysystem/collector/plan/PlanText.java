package dev.memorysystem.collector.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.collector.api.Json;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A plan as agents get it: JSON, its members in snake case, and the ETag of exactly these bytes.
 */
public final class PlanText {
  /** Bytes of the hash that the tag has: plans of one process need only differ from each other. */
  private static final int TAG = 12;

  private static final ObjectMapper JSON =
      Json.mapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final byte[] body;
  private final String etag;

  private PlanText(byte[] body) {
    this.body = body;
    this.etag = "\"" + HexFormat.of().formatHex(Arrays.copyOf(sha256(body), TAG)) + "\"";
  }

  static PlanText of(Plan plan) {
    try {
      return new PlanText(JSON.writeValueAsBytes(plan));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTF-8. */
  public byte[] body() {
    return body.clone();
  }

  /** In its quotes, as the header has it. */
  public String etag() {
    return etag;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
