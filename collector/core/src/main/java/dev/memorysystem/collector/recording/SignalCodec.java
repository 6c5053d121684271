package dev.memorysystem.collector.recording;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.api.Json;

/**
 * A signal as one line of JSON, without a line feed, in UTF-8: its record's components, and its
 * record's name as {@code signal}. What is read back equals what was written; components that the
 * reader does not know are ignored, those it misses are absent.
 */
public final class SignalCodec {
  private static final String TAG = "signal";
  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Signal.class);
  private static final ObjectReader READER = MAPPER.readerFor(Signal.class);

  private SignalCodec() {}

  public static String encode(Signal signal) {
    try {
      return WRITER.writeValueAsString(signal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + signal.getClass().getSimpleName() + " is no JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the line is no signal of this version; says why
   */
  public static Signal decode(String line) {
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no signal: " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = Json.mapper().addMixIn(Signal.class, Tagged.class);
    // an empty text is not an absent one
    mapper.setDefaultPropertyInclusion(Include.NON_NULL);
    for (Class<?> kind : Signal.class.getPermittedSubclasses()) {
      mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
    }
    return mapper;
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = TAG)
  private interface Tagged {}
}
