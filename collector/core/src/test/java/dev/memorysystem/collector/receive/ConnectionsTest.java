package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.identity.Caller;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections, to a server that takes the path of a request for a good token's namespace. */
class ConnectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OF_NAMESPACE = 3;

  /** Bytes of an answer that no socket's buffers take. */
  private static final int MUCH = 64 << 20;

  private final AtomicLong now = new AtomicLong();
  private final Connections connections =
      new Connections(OF_NAMESPACE, new PrometheusRegistry(), now::get);
  private final List<Socket> sockets = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHttp2ClearTextEnabled(false)) // else it waits for bytes
            .connectionHandler(connections::opened)
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private void answer(HttpServerRequest request) {
    try {
      String namespace = request.path().substring(1);
      if (!namespace.isEmpty()) {
        connections.verified(request.connection(), new Caller.Pod(namespace, "pod", "uid"));
      }
      request.response().end(Buffer.buffer(new byte["much".equals(request.query()) ? MUCH : 0]));
    } catch (Refused refused) {
      request.response().setStatusCode(refused.reason().httpStatus()).end();
    }
  }

  @Test
  void aFurtherStrangerTakesTheOldestsPlaceAndNobodyElses() throws Exception {
    Socket good = connect("127.0.0.1");
    assertThat(ask(good, "shop")).isEqualTo(200);
    Socket elsewhere = connect("127.0.0.2");
    Socket oldest = connect("127.0.0.1");
    assertThat(ask(oldest, "")).isEqualTo(200);
    for (int i = 1; i < Connections.MAX_STRANGERS_OF_SOURCE; i++) {
      connect("127.0.0.1");
    }
    await().atMost(PATIENCE).until(() -> connections.strangers() == 257);
    Socket further = connect("127.0.0.1");
    assertThat(oldest.getInputStream().read()).isEqualTo(-1);
    assertThat(ask(further, "shop")).isEqualTo(200);
    assertThat(ask(good, "shop")).isEqualTo(200);
    assertThat(ask(elsewhere, "bank")).isEqualTo(200);
    assertThat(connections.verified()).isEqualTo(3);
  }

  @Test
  void ofAllStrangersThereAreOnlySoManyAndTheAddressWithTheMostPays() throws Exception {
    List<Socket> few = List.of(connect("127.0.0.9"), connect("127.0.0.9"));
    for (int address = 1; address <= 4; address++) {
      for (int i = 0; i < 250; i++) {
        connect("127.0.0." + address);
      }
    }
    for (int i = 0; i < 40; i++) {
      connect("127.0.0.5");
    }
    await().atMost(PATIENCE).until(() -> connections.strangers() == Connections.MAX_STRANGERS);
    for (Socket each : few) {
      assertThat(ask(each, "shop")).isEqualTo(200);
    }
  }

  @Test
  void whoShowsNothingIsClosedAfterAWhileAndWhoDidIsNot() throws Exception {
    Socket silent = connect("127.0.0.1");
    Socket good = connect("127.0.0.1");
    assertThat(ask(good, "shop")).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> connections.strangers() == 1);
    connections.closeSilent();
    assertThat(ask(silent, "")).isEqualTo(200);
    now.addAndGet(TimeUnit.SECONDS.toNanos(16));
    Socket late = connect("127.0.0.1");
    assertThat(ask(late, "")).isEqualTo(200);
    connections.closeSilent();
    assertThat(silent.getInputStream().read()).isEqualTo(-1);
    assertThat(ask(good, "shop")).isEqualTo(200);
    assertThat(ask(late, "")).isEqualTo(200);
  }

  @Test
  void whoDoesNotReadIsClosedAllTheSameAndCountsUntilThen() throws Exception {
    Socket deaf = connect("127.0.0.1");
    assertThat(ask(deaf, "?much")).isEqualTo(200);
    now.addAndGet(TimeUnit.SECONDS.toNanos(16));
    connections.closeSilent();
    await().atMost(PATIENCE).until(() -> connections.strangers() == 0);
    assertThat(readToTheEnd(deaf)).isLessThan(MUCH);
  }

  private static long readToTheEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      return 0;
    }
  }

  @Test
  void aNamespaceHasOnlySoManyAndTheyAreGivenBack() throws Exception {
    List<Socket> shop = new ArrayList<>();
    for (int i = 0; i < OF_NAMESPACE; i++) {
      shop.add(connect("127.0.0.1"));
      assertThat(ask(shop.getLast(), "shop")).isEqualTo(200);
    }
    assertThat(ask(connect("127.0.0.1"), "shop")).isEqualTo(429);
    assertThat(ask(connect("127.0.0.1"), "bank")).isEqualTo(200);
    shop.getFirst().close();
    await().atMost(PATIENCE).until(() -> connections.verified() == OF_NAMESPACE);
    assertThat(ask(connect("127.0.0.1"), "shop")).isEqualTo(200);
  }

  private Socket connect(String from) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getByName("127.0.0.1"),
            server.actualPort(),
            InetAddress.getByName(from),
            0);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    sockets.add(socket);
    return socket;
  }

  /** The status of an answer without a body. */
  private static int ask(Socket socket, String namespace) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /%s HTTP/1.1\r\nHost: here\r\n\r\n"
                .formatted(namespace)
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    return Integer.parseInt(head.substring(9, 12));
  }
}
