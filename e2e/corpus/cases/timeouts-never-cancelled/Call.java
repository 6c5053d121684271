package com.acme.gateway;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A call to a service behind the gateway. */
final class Call {
  private final byte[] request;
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  Call(String request) {
    this.request = request.getBytes(StandardCharsets.UTF_8);
  }

  void answered(String text) {
    answer.complete(text + " to " + request.length);
  }

  void timedOut() {
    answer.cancel(false);
  }

  String answer() {
    return answer.join();
  }
}
