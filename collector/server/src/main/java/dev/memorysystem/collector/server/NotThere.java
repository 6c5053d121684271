package dev.memorysystem.collector.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what there is to whoever asks for what there is not. */
@Singleton
public class NotThere {
  /** After every other route. */
  private static final int LAST = Integer.MAX_VALUE;

  private final ObjectMapper json;

  @Inject
  public NotThere(ObjectMapper json) {
    this.json = json;
  }

  void answer(@Observes Router router) throws JsonProcessingException {
    String body =
        json.writeValueAsString(
            new Problem("there is no such path; /q/openapi lists those of /api/v1"));
    router
        .route()
        .order(LAST)
        .handler(
            context ->
                context
                    .response()
                    .setStatusCode(Response.Status.NOT_FOUND.getStatusCode())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body));
  }

  @ServerExceptionMapper
  Response notAllowed(NotAllowedException refused, ContainerRequestContext request) {
    return Problem.notAllowed(request.getMethod(), refused.getResponse());
  }
}
