package dev.memorysystem.collector.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes REST write the one JSON of the system. */
public class JsonMapperProducer {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.mapper();
  }
}
