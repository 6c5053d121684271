package shop.tracking;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import shop.web.Handler;
import shop.web.Response;

/** Tells where a parcel is; every lookup is abandoned when the service shuts down. */
final class TrackingHandler implements Handler {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);

  private final Carrier carrier;
  private final Sinks.One<Boolean> shutdown = Sinks.one();

  TrackingHandler(Carrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public Response answer(String path, String body) {
    List<ParcelEvent> events = lookup(path).block(LOOKUP_TIMEOUT);
    if (events == null) {
      return new Response(503, "shutting down\n");
    }
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(event.at()).append(' ').append(event.depot()).append('\n'));
    return new Response(200, text.toString());
  }

  private Mono<List<ParcelEvent>> lookup(String parcel) {
    return carrier.events(parcel).collectList().takeUntilOther(shutdown.asMono());
  }

  /** Ends every lookup under way. */
  void shutDown() {
    shutdown.tryEmitValue(true);
  }
}
