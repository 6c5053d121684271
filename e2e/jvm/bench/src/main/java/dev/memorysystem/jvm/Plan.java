package dev.memorysystem.jvm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What our agent is told to do: all that it does by itself, or nothing but its metrics. */
final class Plan implements HttpHandler {
  /** Milliseconds; a poll that nothing changes for is answered then. */
  private static final long LONGEST_WAIT = 20_000;

  private boolean on = true;

  synchronized void set(boolean value) {
    on = value;
    notifyAll();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String known = exchange.getRequestHeaders().getFirst("If-None-Match");
      String tag = changed(known);
      exchange.getResponseHeaders().set("ETag", tag);
      if (Objects.equals(known, tag)) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      boolean enabled = tag.equals(tag(true));
      byte[] body =
          "{\"sampling\":{\"enabled\":%1$s},\"walk\":{\"enabled\":%1$s}}"
              .formatted(enabled)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String changed(@org.jspecify.annotations.Nullable String known)
      throws InterruptedException {
    long until = System.currentTimeMillis() + LONGEST_WAIT;
    while (tag(on).equals(known) && System.currentTimeMillis() < until) {
      wait(Math.max(1, until - System.currentTimeMillis()));
    }
    return tag(on);
  }

  private static String tag(boolean on) {
    return on ? "\"on\"" : "\"off\"";
  }
}
