package com.acme.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks whether backends take connections. */
final class Probe {
  private final Vertx vertx;
  private final int port;

  private Probe(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /** With a backend in this process. */
  static Probe start(Vertx vertx) throws Exception {
    int port =
        vertx
            .createNetServer()
            .connectHandler(socket -> socket.handler(socket::write))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .actualPort();
    return new Probe(vertx, port);
  }

  String look() throws Exception {
    NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(5_000));
    Future<String> seen =
        client
            .connect(port, "127.0.0.1")
            .compose(socket -> socket.close().map(closed -> "up at " + socket.remoteAddress()));
    try {
      return seen.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "down";
    } finally {
      client.close();
    }
  }
}
