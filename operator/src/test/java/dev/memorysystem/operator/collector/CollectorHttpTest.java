package dev.memorysystem.operator.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.memorysystem.operator.certificate.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's calls over TLS with a token, to a server that says which token it was sent. */
class CollectorHttpTest {
  @TempDir Path folder;

  private final AtomicReference<Optional<String>> trusted = new AtomicReference<>(Optional.empty());
  private TestAuthority authority;
  private HttpsServer server;
  private Path token;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority();
    trusted.set(Optional.of(authority.pem()));
    token = Files.writeString(folder.resolve("token"), "first\n");
    server = serve(authority.server("localhost"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachCallBringsTheTokenAsTheFileHasItThen() throws Exception {
    CollectorHttp http = http();

    assertThat(call(http, "localhost", server)).isEqualTo("Bearer first");
    Files.writeString(token, "second");
    assertThat(call(http, "localhost", server)).isEqualTo("Bearer second");
  }

  @Test
  void aServerOfAnotherAuthorityIsNotSpokenTo() throws Exception {
    trusted.set(Optional.of(new TestAuthority().pem()));

    assertThatThrownBy(() -> call(http(), "localhost", server))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aServerOfAnotherNameIsNotSpokenTo() {
    assertThatThrownBy(() -> call(http(), "127.0.0.1", server))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void beforeTheAuthorityIsKnownNobodyIsSpokenTo() {
    trusted.set(Optional.empty());

    assertThatThrownBy(() -> call(http(), "localhost", server))
        .hasMessageContaining("the collector's authority is not known yet");
  }

  @Test
  void aNewAuthorityIsTrustedWithoutARestart() throws Exception {
    CollectorHttp http = http();
    call(http, "localhost", server);
    TestAuthority next = new TestAuthority();
    HttpsServer renewed = serve(next.server("localhost"));
    try {
      assertThatThrownBy(() -> call(http, "localhost", renewed))
          .isInstanceOf(SSLHandshakeException.class);

      trusted.set(Optional.of(next.pem() + authority.pem()));

      assertThat(call(http, "localhost", renewed)).isEqualTo("Bearer first");
    } finally {
      renewed.stop(0);
    }
  }

  @Test
  void withoutATokenNothingIsSent() throws Exception {
    Files.delete(token);

    assertThatThrownBy(() -> call(http(), "localhost", server))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the operator's token, " + token);
  }

  private CollectorHttp http() throws Exception {
    return CollectorHttp.withIdentity(trusted::get, token);
  }

  private static String call(CollectorHttp http, String host, HttpsServer server) throws Exception {
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
    return http.client()
        .send(http.request(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static HttpsServer serve(SSLContext context) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] sent = exchange.getRequestHeaders().getFirst("authorization").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, sent.length);
          exchange.getResponseBody().write(sent);
          exchange.close();
        });
    server.start();
    return server;
  }
}
