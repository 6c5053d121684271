package com.acme.mirror;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches pages of an upstream server, each with a client of the configuration of the moment. */
public final class Mirror extends AbstractVerticle {
  private final int upstream;

  Mirror(int upstream) {
    this.upstream = upstream;
  }

  /** Starts an upstream server and a mirror of it, on one event loop. */
  static Mirror start(Vertx vertx) throws Exception {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("page " + request.path()))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .actualPort();
    Mirror mirror = new Mirror(port);
    vertx
        .deployVerticle(mirror)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    return mirror;
  }

  /** The page, or an error page when the upstream takes too long. */
  String page(long number) throws Exception {
    Future<Buffer> page =
        Future.future(promise -> context.runOnContext(now -> fetch(number).onComplete(promise)));
    try {
      return page.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS).toString();
    } catch (TimeoutException e) {
      return "504";
    }
  }

  private Future<Buffer> fetch(long number) {
    HttpClient client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(upstream))
            .build();
    return client
        .request(HttpMethod.GET, "/pages/" + number)
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::body)
        .eventually(client::close);
  }
}
