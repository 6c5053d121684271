package dev.memorysystem.agent.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259): objects as maps, arrays as lists, numbers as doubles. Of what comes from
 * outside: anything else is refused, and so is what is nested too deeply.
 */
final class Json {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * @param utf8 one value
   * @throws IOException when it is not JSON
   */
  static @Nullable Object read(byte[] utf8) throws IOException {
    // with its errors reported: what is no UTF-8 is no JSON
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    Json json = new Json(text);
    json.skipSpace();
    Object value = json.value();
    json.skipSpace();
    if (json.at < text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private @Nullable Object value() throws IOException {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    begin('{');
    if (ends('}')) {
      return members;
    }
    while (true) {
      String name = string();
      skipSpace();
      take(':');
      skipSpace();
      members.put(name, value());
      skipSpace();
      if (ends('}')) {
        return members;
      }
      take(',');
      skipSpace();
    }
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    begin('[');
    if (ends(']')) {
      return values;
    }
    while (true) {
      values.add(value());
      skipSpace();
      if (ends(']')) {
        return values;
      }
      take(',');
      skipSpace();
    }
  }

  private void begin(char bracket) throws IOException {
    take(bracket);
    if (++depth > DEEPEST) {
      throw new IOException("JSON is nested too deeply");
    }
    skipSpace();
  }

  private boolean ends(char bracket) throws IOException {
    if (peek() != bracket) {
      return false;
    }
    at++;
    depth--;
    return true;
  }

  private String string() throws IOException {
    take('"');
    StringBuilder read = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return read.toString();
      }
      if (c < ' ') {
        throw unexpected();
      }
      read.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws IOException {
    char c = next();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw unexpected();
          }
          code = 16 * code + digit;
        }
        return (char) code;
      default:
        throw unexpected();
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) throws IOException {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private Double number() throws IOException {
    int begin = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      double number = Double.parseDouble(text.substring(begin, at));
      if (!Double.isInfinite(number)) {
        return number;
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw unexpected();
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void take(char wanted) throws IOException {
    if (next() != wanted) {
      throw unexpected();
    }
  }

  private char peek() throws IOException {
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private char next() throws IOException {
    char c = peek();
    at++;
    return c;
  }

  private IOException unexpected() {
    return new IOException("not JSON at character " + at);
  }
}
