package dev.memorysystem.collector.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Scanner;
import java.util.function.Predicate;

/** Reads Server-Sent Events, by the letter: lines, names, one blank line between events. */
final class EventStream implements AutoCloseable {
  private final HttpClient client;
  private final InputStream body;
  private final Iterator<String> blocks;

  record Event(String name, JsonNode data) {}

  EventStream(URI uri) throws Exception {
    this(HttpClient.newHttpClient(), HttpRequest.newBuilder(uri).build());
  }

  /**
   * @param client is shut down with the stream
   */
  EventStream(HttpClient client, HttpRequest request) throws Exception {
    this.client = client;
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    body = answer.body();
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode());
    }
    blocks = new Scanner(body, StandardCharsets.UTF_8).useDelimiter("\n\n");
  }

  Event next() throws IOException {
    List<String> lines = blocks.next().strip().lines().toList();
    if (lines.size() != 2
        || !lines.get(0).startsWith("event:")
        || !lines.get(1).startsWith("data:")) {
      throw new IOException("not an event: " + lines);
    }
    return new Event(
        lines.get(0).substring("event:".length()).strip(),
        new ObjectMapper().readTree(lines.get(1).substring("data:".length())));
  }

  Event next(Predicate<Event> wanted) throws IOException {
    Event event = next();
    while (!wanted.test(event)) {
      event = next();
    }
    return event;
  }

  /** Reads to the end. */
  boolean ends() {
    blocks.forEachRemaining(block -> {});
    return true;
  }

  @Override
  public void close() throws IOException {
    body.close();
    client.shutdownNow();
  }
}
