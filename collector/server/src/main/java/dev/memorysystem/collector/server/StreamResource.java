package dev.memorysystem.collector.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.identity.Caller;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Server-Sent Events: everything known, then {@code synced}, then changes as they happen. */
@Singleton
@Path("/api/v1/stream")
public class StreamResource {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /**
   * Events a reader may be behind; one that is further behind is cut off, comes back and starts
   * over. Larger than the snapshot of any cluster this role is meant for.
   */
  private static final int MAX_BEHIND = 32_768;

  private final CollectorLifecycle lifecycle;
  private final Asker asker;
  private final ObjectMapper json;

  /** The operator's stream waits for no other reader, and no stream for other requests. */
  private final ScheduledExecutorService operators = thread("stream-operator");

  private final ScheduledExecutorService others = thread("stream");

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  @PreDestroy
  void stop() {
    operators.shutdownNow();
    others.shutdownNow();
  }

  @Inject
  public StreamResource(CollectorLifecycle lifecycle, Asker asker, ObjectMapper json) {
    this.lifecycle = lifecycle;
    this.asker = asker;
    this.json = json;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.TEXT_PLAIN) // the data is JSON already, not to be quoted again
  @Operation(
      summary = "Findings, assessments, anomalies and processes as Server-Sent Events",
      description =
          "On connect every current `finding`, `assessment`, `anomalies` and `process` as an event of that"
              + " name with its JSON as data, then `synced`, then changes as they happen; `removed` with"
              + " `kind` (finding, assessment, anomalies, process), `key` and `workload` for what is no longer"
              + " known; a `heartbeat` every ten seconds. There is no resume state: reconnect and rebuild. The"
              + " stream ends with the token it was asked for with.")
  public Multi<OutboundSseEvent> stream(@Context Sse sse) {
    asker.streams();
    Caller caller = asker.caller();
    ScheduledExecutorService executor = caller instanceof Caller.Operator ? operators : others;
    Instant until = asker.until();
    Multi<OutboundSseEvent> changes =
        Multi.createFrom()
            .<Change>emitter(
                emitter -> {
                  Board.Subscription subscription =
                      lifecycle
                          .collector()
                          .subscribe(
                              change -> {
                                if (Asker.mayRead(caller, change)) {
                                  emitter.emit(change);
                                }
                              });
                  emitter.onTermination(subscription::close);
                },
                MAX_BEHIND)
            .emitOn(executor)
            .map(change -> event(sse, change));
    Multi<OutboundSseEvent> heartbeats =
        Multi.createFrom()
            .ticks()
            .onExecutor(executor)
            .every(HEARTBEAT)
            .onOverflow()
            .drop()
            .map(tick -> event(sse, "heartbeat", Map.of("at", Instant.now())));
    Multi<OutboundSseEvent> events = Multi.createBy().merging().streams(changes, heartbeats);
    return until.equals(Instant.MAX) ? events : events.select().first(left(until));
  }

  /** At least a moment: the token was valid when it was looked at. */
  private static Duration left(Instant until) {
    Duration left = Duration.between(Instant.now(), until);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private OutboundSseEvent event(Sse sse, Change change) {
    return switch (change) {
      case Change.FindingChanged(var finding) -> event(sse, "finding", finding);
      case Change.AssessmentChanged(var assessment) -> event(sse, "assessment", assessment);
      case Change.AnomaliesChanged(var anomalies) -> event(sse, "anomalies", anomalies);
      case Change.ProcessChanged(var process) -> event(sse, "process", process);
      case Change.Removed removed -> event(sse, "removed", removed);
      case Change.Synced() -> event(sse, "synced", Map.of("at", Instant.now()));
    };
  }

  private OutboundSseEvent event(Sse sse, String name, Object data) {
    try {
      return sse.newEventBuilder()
          .name(name)
          .data(String.class, json.writeValueAsString(data))
          .build();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
