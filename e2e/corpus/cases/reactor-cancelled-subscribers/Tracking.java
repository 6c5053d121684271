package com.acme.tracking;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tells where a parcel is; every lookup is abandoned when the service shuts down. */
final class Tracking {
  private final Carrier carrier = new Carrier();
  private final Sinks.One<Boolean> shutdown = Sinks.one();

  String where(long parcel) {
    List<ParcelEvent> events = lookup(parcel).block(Duration.ofSeconds(5));
    return events == null ? "503" : events.get(events.size() - 1).depot();
  }

  private Mono<List<ParcelEvent>> lookup(long parcel) {
    return carrier.events(parcel).collectList().takeUntilOther(shutdown.asMono());
  }
}
