package dev.memorysystem.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.read.OverLimit;
import dev.memorysystem.collector.read.ReadLimits;
import dev.memorysystem.collector.read.ReadQuota;
import dev.memorysystem.collector.read.Readers;
import dev.memorysystem.testkit.TestIdentity;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers over TLS and HTTP/1.1 to one who does not read them. */
class AnswerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Caller SHOP = new Caller.Pod("shop", "orders-1", "uid-1");

  /** Answers that are handed over and not written, at most: {@code ReadQuota.MAX_AT_ONCE}. */
  private static final int AT_ONCE = 4;

  /** Bytes that no socket's buffers take. */
  private static final int MUCH = 32 << 20;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Readers readers =
      new Readers(ReadLimits.DEFAULT, new PrometheusRegistry(), () -> 0);
  private final CountDownLatch handedOver = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private TestIdentity identity;

  @BeforeEach
  void identify() throws Exception {
    identity = TestIdentity.in(directory);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void itIsNotOverBeforeItIsRead() throws Exception {
    HttpServer server = listen(Duration.ofHours(1));
    try (Socket deaf = ask(server)) {
      AtomicBoolean next = nextAfterThis();
      assertThat(next).isFalse();
      assertThat(deaf.getInputStream().readNBytes(MUCH)).hasSize(MUCH);
      await().atMost(PATIENCE).untilTrue(next);
    }
  }

  @Test
  void itIsOverWhenTheReaderIsGone() throws Exception {
    HttpServer server = listen(Duration.ofHours(1));
    AtomicBoolean next;
    try (Socket deaf = ask(server)) {
      next = nextAfterThis();
      assertThat(next).isFalse();
    }
    await().atMost(PATIENCE).untilTrue(next);
  }

  @Test
  void whoNeverReadsItIsCutOff() throws Exception {
    HttpServer server = listen(Duration.ofMillis(500));
    try (Socket deaf = ask(server)) {
      AtomicBoolean next = nextAfterThis();
      assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
      await().atMost(PATIENCE).untilTrue(next);
      assertThat(deaf.isClosed()).as("it is the server that closed it").isFalse();
    }
  }

  /**
   * @return set when a further request of the namespace is answered: the answer that was asked for
   *     has the last place
   */
  private AtomicBoolean nextAfterThis() throws Exception {
    assertThat(handedOver.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i < AT_ONCE; i++) {
      readers.begin(SHOP).orElseThrow().answer(() -> {});
    }
    AtomicBoolean answered = new AtomicBoolean();
    readers.begin(SHOP).orElseThrow().answer(() -> answered.set(true));
    return answered;
  }

  private HttpServer listen(Duration longest) throws Exception {
    Router router = Router.router(vertx);
    router.get().handler(context -> answer(context, longest));
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(directory.resolve("tls.crt").toString())
                        .setKeyPath(directory.resolve("tls.key").toString())))
        .connectionHandler(connection -> connection.closeHandler(end -> gone.countDown()))
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private void answer(RoutingContext context, Duration longest) {
    try {
      ReadQuota.Reading reading = readers.begin(SHOP).orElseThrow();
      Answer.follow(context, reading, longest);
      reading.answer(() -> context.response().end(Buffer.buffer(new byte[MUCH])));
      handedOver.countDown();
    } catch (OverLimit over) {
      context.fail(over);
    }
  }

  private Socket ask(HttpServer server) throws Exception {
    Socket plain = new Socket();
    plain.setReceiveBufferSize(4096);
    plain.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
    plain.setSoTimeout((int) PATIENCE.toMillis());
    Socket socket =
        identity
            .trust()
            .getSocketFactory()
            .createSocket(plain, "127.0.0.1", server.actualPort(), true);
    write(socket, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
