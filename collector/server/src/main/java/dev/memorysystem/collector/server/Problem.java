package dev.memorysystem.collector.server;

import dev.memorysystem.collector.read.OverLimit;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Body of an error.
 *
 * @param message what is wrong and what to do
 */
public record Problem(String message) {
  static WebApplicationException badRequest(String message) {
    return exception(Response.Status.BAD_REQUEST, message);
  }

  static WebApplicationException forbidden(String message) {
    return exception(Response.Status.FORBIDDEN, message);
  }

  static WebApplicationException notFound(String message) {
    return exception(Response.Status.NOT_FOUND, message);
  }

  /** The answer to a method that a path does not know. */
  static Response notAllowed(String method, Response asked) {
    return Response.fromResponse(asked)
        .type(MediaType.APPLICATION_JSON)
        .entity(
            new Problem("%s is not allowed here; this API is to be read: GET".formatted(method)))
        .build();
  }

  static WebApplicationException overLimit(OverLimit over) {
    return new WebApplicationException(
        over.text(),
        response(Response.Status.TOO_MANY_REQUESTS, over.text())
            .header(HttpHeaders.RETRY_AFTER, over.retryAfterSeconds())
            .build());
  }

  private static WebApplicationException exception(Response.Status status, String message) {
    return new WebApplicationException(message, response(status, message).build());
  }

  private static Response.ResponseBuilder response(Response.Status status, String message) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(new Problem(message));
  }
}
