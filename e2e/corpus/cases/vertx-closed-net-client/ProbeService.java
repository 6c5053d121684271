package com.acme.probe;

import io.vertx.core.Vertx;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** A health page of other services, on Vert.x. */
public final class ProbeService {
  private ProbeService() {}

  public static void main(String[] arguments) throws Exception {
    Probe probe = Probe.start(Vertx.vertx());
    Load.run(
        Double.parseDouble(arguments[0]),
        2,
        request -> Exchange.receive(request, 20).answer(probe.look()));
  }
}
