package dev.memorysystem.operator.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Reads {@code text/event-stream} (WHATWG HTML, 9.2): name and data of each event. */
final class ServerSentEvents {
  private ServerSentEvents() {}

  /** Returns when the stream ends. */
  static void read(BufferedReader lines, BiConsumer<String, String> handler) throws IOException {
    String event = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        handler.accept(event, data.toString());
        event = "message";
        data.setLength(0);
      } else if (line.startsWith("event:")) {
        event = value(line, "event:");
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(line, "data:"));
      }
    }
  }

  private static String value(String line, String field) {
    String value = line.substring(field.length());
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
