package dev.memorysystem.collector.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.identity.Denied;
import dev.memorysystem.collector.identity.Verified;
import dev.memorysystem.collector.read.OverLimit;
import dev.memorysystem.collector.read.ReadQuota;
import dev.memorysystem.collector.receive.Refused;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands before every route, known or not. Where callers are told apart, the plain port answers
 * health and own metrics alone, and the TLS port whoever has a good token and does not ask for too
 * much.
 */
@Singleton
public class Doorkeeper {
  /** Before every other filter. */
  private static final int FIRST = 10_000;

  private static final String VERIFIED = Doorkeeper.class.getName();
  private static final String READING = ReadQuota.Reading.class.getName();

  /** Chosen: megabytes over a slow line; streams may take longer. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

  private static final String HEALTH = "/q/health";
  private static final String METRICS = "/metrics";

  private final ServerConfig config;
  private final CollectorLifecycle lifecycle;
  private final ObjectMapper json;

  @Inject
  public Doorkeeper(ServerConfig config, CollectorLifecycle lifecycle, ObjectMapper json) {
    this.config = config;
    this.lifecycle = lifecycle;
    this.json = json;
  }

  void stand(@Observes Filters filters) {
    if (config.identity()) {
      filters.register(this::check, FIRST);
    }
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    if (isHealth(path) || (!request.isSSL() && path.equals(METRICS))) {
      context.next();
    } else if (!request.isSSL()) {
      refuse(
          context,
          401,
          "this port answers %s and %s only; use HTTPS, port 8443, with a ServiceAccount token"
              .formatted(HEALTH, METRICS),
          0);
    } else {
      try {
        Verified verified =
            lifecycle
                .collector()
                .gate()
                .check(
                    request.getHeader(HttpHeaders.AUTHORIZATION),
                    request.remoteAddress().hostAddress());
        context.put(VERIFIED, verified);
        lifecycle.collector().connections().verified(request.connection(), verified.caller());
        Optional<ReadQuota.Reading> reading =
            lifecycle.collector().readers().begin(verified.caller());
        if (reading.isEmpty()) {
          context.next();
        } else {
          context.put(READING, reading.get());
          Answer.follow(context, reading.get(), LONGEST_ANSWER);
          Context own = context.vertx().getOrCreateContext();
          reading.get().answer(() -> own.runOnContext(ignored -> context.next()));
        }
      } catch (Denied denied) {
        refuse(
            context,
            switch (denied.kind()) {
              case UNAUTHENTICATED -> 401;
              case FORBIDDEN -> 403;
              case LIMITED -> 429;
            },
            denied.text(),
            denied.retryAfterSeconds());
      } catch (OverLimit over) {
        refuse(context, 429, over.text(), over.retryAfterSeconds());
      } catch (Refused refused) {
        refuse(context, 429, refused.text(), refused.retryAfterSeconds());
      }
    }
  }

  /** What the asker may ask for; empty where nothing is limited. */
  static Optional<ReadQuota.Reading> reading(RoutingContext context) {
    return Optional.ofNullable(context.get(READING));
  }

  /**
   * Who asks. On a port where nobody is told apart that is anybody.
   *
   * @throws IllegalStateException when a request was not checked that has to be
   */
  Verified verified(RoutingContext context) {
    Verified verified = context.get(VERIFIED);
    if (verified != null) {
      return verified;
    }
    if (config.identity()) {
      throw new IllegalStateException("a request came in unchecked");
    }
    return Verified.ANYBODY;
  }

  private static boolean isHealth(String path) {
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  /**
   * @param retryAfterSeconds 0 when trying again does not help
   */
  private void refuse(RoutingContext context, int status, String message, int retryAfterSeconds) {
    try {
      if (retryAfterSeconds > 0) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
      }
      if (status == 401) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"memory-system\"");
      }
      context
          .response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(json.writeValueAsString(new Problem(message)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
