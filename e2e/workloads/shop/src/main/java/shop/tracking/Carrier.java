package shop.tracking;

import java.time.Instant;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;

/** The carrier's record of a parcel's way, made from its id in place of a remote service. */
final class Carrier {
  private static final Instant FIRST_SCAN = Instant.parse("2024-01-01T06:00:00Z");
  private static final int MOST_EVENTS = 20;

  Flux<ParcelEvent> events(String parcel) {
    SplittableRandom random = new SplittableRandom(parcel.hashCode());
    return Flux.range(0, 1 + random.nextInt(MOST_EVENTS))
        .map(
            i ->
                new ParcelEvent(
                    FIRST_SCAN.plusSeconds(i * 3_600L + random.nextInt(3_600)),
                    "depot-" + random.nextInt(400),
                    "parcel " + parcel + " scanned, stop " + i));
  }
}
