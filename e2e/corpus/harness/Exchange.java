package org.pacedload;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What a web framework makes of a request, and leaves behind: text, fields, a rendered answer. */
public final class Exchange {
  private final Map<String, String> fields;

  private Exchange(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * A request of about {@code 60 × fields} characters, received and parsed; always the same for a
   * number.
   */
  public static Exchange receive(long number, int fields) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields; i++) {
      text.append("field-").append(i).append('=');
      for (int j = 0; j < 3; j++) {
        text.append(Long.toString(random.nextLong(), 36)).append('+');
      }
      text.append('&');
    }
    byte[] wire = text.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String pair : new String(wire, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      parsed.put(pair.substring(0, equals), pair.substring(equals + 1).replace('+', ' '));
    }
    return new Exchange(parsed);
  }

  public String field(int index) {
    return fields.get("field-" + index);
  }

  /** A page around the fields, as bytes; its length. */
  public int answer(String title) {
    StringBuilder page = new StringBuilder("<html><h1>").append(title).append("</h1>");
    fields.forEach(
        (key, value) ->
            page.append("<p class='")
                .append(key.toUpperCase(Locale.ROOT))
                .append("'>")
                .append(value.trim())
                .append("</p>"));
    return page.append("</html>").toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
