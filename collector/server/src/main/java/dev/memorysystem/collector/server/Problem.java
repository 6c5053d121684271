package dev.memorysystem.collector.server;

import jakarta.ws.rs.WebApplicationException;
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

  private static WebApplicationException exception(Response.Status status, String message) {
    return new WebApplicationException(
        message,
        Response.status(status)
            .type(MediaType.APPLICATION_JSON)
            .entity(new Problem(message))
            .build());
  }
}
