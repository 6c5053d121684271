package com.acme.mirror;

import io.vertx.core.Vertx;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** A mirror of another server, on Vert.x. */
public final class MirrorService {
  private MirrorService() {}

  public static void main(String[] arguments) throws Exception {
    Mirror mirror = Mirror.start(Vertx.vertx());
    Load.run(
        Double.parseDouble(arguments[0]),
        2,
        request -> Exchange.receive(request, 20).answer(mirror.page(request)));
  }
}
