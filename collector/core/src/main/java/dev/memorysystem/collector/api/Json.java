package dev.memorysystem.collector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.Workload;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one JSON of the system: REST, {@code watch --json}, the findings stream and stored states.
 *
 * <p>Absent is unknown: nulls and empty lists are left out, except the lists of a {@link Report}
 * and the four names of a {@link Workload} (an empty namespace is a fact). Times are RFC 3339 in
 * UTC, numbers plain, enums their wire names, durations ISO 8601. Fields unknown to the reader are
 * ignored, so that versions one apart understand each other.
 */
public final class Json {
  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private Json() {}

  /** A new mapper; thread-safe once made. */
  public static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_EMPTY, JsonInclude.Include.USE_DEFAULTS))
        .withConfigOverride(List.class, o -> o.setSetterInfo(ABSENT_IS_EMPTY))
        .withConfigOverride(Set.class, o -> o.setSetterInfo(ABSENT_IS_EMPTY))
        .withConfigOverride(Map.class, o -> o.setSetterInfo(ABSENT_IS_EMPTY))
        .addModule(
            new SimpleModule("plain numbers")
                .addSerializer(Double.class, new PlainDouble())
                .addSerializer(double.class, new PlainDouble()))
        .addMixIn(Report.class, Always.class)
        .addMixIn(Workload.class, Always.class)
        .build();
  }

  /** 536870912.5, not 5.368709125E8; what is not finite stays a quoted name. */
  private static final class PlainDouble extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(new BigDecimal(value.toString()).toPlainString());
      } else {
        out.writeNumber(value.doubleValue());
      }
    }
  }

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private interface Always {}
}
