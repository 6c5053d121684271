package dev.memorysystem.collector;

import static dev.memorysystem.collector.GuardedCollector.liveSet;
import static dev.memorysystem.collector.GuardedCollector.resource;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers at the ports with identity who have no good token. */
class StrangersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a client of HTTP/2 sends first, with empty settings (RFC 9113, section 3.4). */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(ISO_8859_1);

  @TempDir Path directory;

  @Test
  void whoSaysNothingCountsAsAStrangerWhicheverProtocolItWouldSpeak() throws Exception {
    try (GuardedCollector guarded = new GuardedCollector(directory);
        SSLSocket http1 = connect(guarded, "http/1.1");
        SSLSocket http2 = connect(guarded, "h2")) {
      assertThat(http1.getApplicationProtocol()).isEqualTo("http/1.1");
      assertThat(http2.getApplicationProtocol()).isEqualTo("h2");
      http2.getOutputStream().write(PREFACE);
      await()
          .atMost(PATIENCE)
          .until(
              () -> guarded.metrics().contains("memory_system_connections{verified=\"false\"} 2"));
      String token = guarded.identity.pod("shop", "orders-1", "uid-1").sign();
      byte[] body = liveSet(resource("shop", "orders-1", "uid-1"));
      assertThat(guarded.send(token, body).statusCode()).isEqualTo(200);
      assertThat(guarded.metrics())
          .contains("memory_system_connections{verified=\"true\"} 1")
          .contains("memory_system_connections{verified=\"false\"} 2");
    }
  }

  private static SSLSocket connect(GuardedCollector guarded, String protocol) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            guarded
                .identity
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.collector.otlpHttpPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Test
  void badTokensWithoutEndAreToldToComeBackAndAGoodOneGoesOn() throws Exception {
    try (GuardedCollector guarded = new GuardedCollector(directory)) {
      String good = guarded.identity.pod("shop", "orders-1", "uid-1").sign();
      byte[] body = liveSet(resource("shop", "orders-1", "uid-1"));
      assertThat(guarded.send(good, body).statusCode()).isEqualTo(200);
      HttpResponse<String> answer = guarded.send(bad(guarded, 0), body);
      assertThat(answer.statusCode()).isEqualTo(401);
      for (int i = 1; answer.statusCode() == 401; i++) {
        answer = guarded.send(bad(guarded, i), body);
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
      assertThat(answer.body()).contains("tokens that came from 127.0.0.1");
      assertThat(guarded.send(good, body).statusCode()).isEqualTo(200);
      assertThat(guarded.metrics())
          .containsPattern("memory_system_token_checks_total\\{result=\"limited\"} [1-9]")
          .containsPattern(
              "memory_system_refused_requests_total\\{protocol=\"http\",reason=\"unchecked\"} [1-9]");
    }
  }

  private static String bad(GuardedCollector guarded, int number) {
    return guarded.identity.pod("shop", "bad", "uid-" + number).audience("elsewhere").sign();
  }
}
