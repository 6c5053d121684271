package com.acme.ticker;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a connection, asks for one price, closes it. */
final class Visitor {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI ticker;

  Visitor(int port) {
    ticker = URI.create("ws://127.0.0.1:" + port + "/ticker");
  }

  String ask(String symbol) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(ticker, new Listener(answer, closed))
              .get(20, TimeUnit.SECONDS);
      socket.sendText(symbol, true);
      String price = answer.get(20, TimeUnit.SECONDS);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
      closed.get(20, TimeUnit.SECONDS);
      return price;
    } catch (TimeoutException e) {
      return "no answer";
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final CompletableFuture<String> answer;
    private final CompletableFuture<Void> closed;

    Listener(CompletableFuture<String> answer, CompletableFuture<Void> closed) {
      this.answer = answer;
      this.closed = closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      answer.complete(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      answer.completeExceptionally(error);
      closed.completeExceptionally(error);
    }
  }
}
