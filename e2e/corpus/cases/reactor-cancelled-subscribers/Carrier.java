package com.acme.tracking;

import java.time.Instant;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;

/** The carrier's record of a parcel's way. */
final class Carrier {
  private static final Instant FIRST_SCAN = Instant.parse("2024-01-01T06:00:00Z");

  Flux<ParcelEvent> events(long parcel) {
    SplittableRandom random = new SplittableRandom(parcel);
    return Flux.range(0, 1 + random.nextInt(20))
        .map(
            stop ->
                new ParcelEvent(
                    FIRST_SCAN.plusSeconds(stop * 3_600L + random.nextInt(3_600)),
                    "depot-" + random.nextInt(400),
                    "parcel " + parcel + " scanned, stop " + stop));
  }
}
