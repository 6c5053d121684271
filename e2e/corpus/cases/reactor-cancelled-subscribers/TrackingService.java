package com.acme.tracking;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** Parcel tracking, built on Reactor. */
public final class TrackingService {
  private TrackingService() {}

  public static void main(String[] arguments) throws Exception {
    Tracking tracking = new Tracking();
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> Exchange.receive(request, 8).answer(tracking.where(request)));
  }
}
