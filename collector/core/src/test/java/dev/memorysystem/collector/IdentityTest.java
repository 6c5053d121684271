package dev.memorysystem.collector;

import static dev.memorysystem.collector.GuardedCollector.liveSet;
import static dev.memorysystem.collector.GuardedCollector.pod;
import static dev.memorysystem.collector.GuardedCollector.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.receive.NamespaceLimits;
import dev.memorysystem.testkit.SigningKey;
import dev.memorysystem.testkit.TestIdentity;
import dev.memorysystem.testkit.TestToken;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the OTLP ports of a collector that tells its callers apart. */
class IdentityTest {
  @TempDir static Path directory;
  static GuardedCollector guarded;
  static TestIdentity identity;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] OWN = liveSet(resource("shop", "orders-1", "uid-1"));

  @BeforeAll
  static void start() throws Exception {
    guarded = new GuardedCollector(directory);
    identity = guarded.identity;
  }

  @AfterAll
  static void stop() {
    guarded.close();
  }

  private static TestToken own() {
    return identity.pod("shop", "orders-1", "uid-1");
  }

  @Test
  void aPodReportsItselfUnderEitherKindOfKey() throws Exception {
    assertThat(guarded.send(own().sign(), OWN).statusCode()).isEqualTo(200);
    assertThat(guarded.send(own().key(identity.ecKey()).sign(), OWN).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> answer = guarded.call(own().sign(), OWN);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("grpc-status").orElse("0")).isEqualTo("0");
    assertThat(answer.body()).hasSize(5);
  }

  @Test
  void aTokenThatIsNotGoodIsRefusedWithTheReason() throws Exception {
    Instant now = Instant.now();
    SigningKey foreign = SigningKey.rs256("rsa-1");
    refused(own().key(foreign).sign(), "signature");
    refused(own().key(SigningKey.es256("rsa-1")).sign(), "signature");
    refused(own().key(SigningKey.rs256("unheard-of")).sign(), "not one of this cluster's");
    refused(own().unsigned(), "not a signed");
    refused(own().signedWithThePublicKey(), "HS256");
    refused(identity.pod("bank", "vault", "uid-2").under(own().sign()), "signature");
    refused(own().audience("https://kubernetes.default.svc").sign(), "audience");
    refused(own().issuer("https://elsewhere.example").sign(), "issuer");
    refused(own().valid(now.minus(HOUR.multipliedBy(2)), HOUR).sign(), "expired");
    refused(own().valid(now.plus(HOUR), HOUR).sign(), "not valid before");
    refused(own().valid(now, HOUR.multipliedBy(48)).sign(), "expirationSeconds");
    refused("x".repeat(7000), "longer than");
    refused("no-token", "not a signed");
    refused(own().sign() + "A", "signature");
  }

  private static void refused(String token, String reason) throws Exception {
    HttpResponse<String> http = guarded.send(token, OWN);
    assertThat(http.statusCode()).as(http.body()).isEqualTo(401);
    assertThat(http.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    assertThat(http.body()).contains(reason).doesNotContain(token);
    assertThat(guarded.call(token, OWN).headers().firstValue("grpc-status")).hasValue("16");
  }

  @Test
  void noTokenAndATokenOfNoPodAreRefused() throws Exception {
    assertThat(guarded.sendWithoutToken(guarded.uri(), OWN).statusCode()).isEqualTo(401);
    HttpResponse<String> unbound =
        guarded.send(identity.serviceAccount("shop", "default").sign(), OWN);
    assertThat(unbound.statusCode()).isEqualTo(403);
    assertThat(unbound.body()).contains("bound to no pod");
    HttpResponse<String> reader = guarded.send(identity.reader().sign(), OWN);
    assertThat(reader.statusCode()).isEqualTo(403);
    assertThat(reader.body()).contains("not write");
  }

  @Test
  void aPodSpeaksOfNobodyElse() throws Exception {
    String token = own().sign();
    forbidden(token, liveSet(resource("bank", "orders-1", "uid-1")));
    forbidden(token, liveSet(resource("shop", "orders-2", "uid-1")));
    forbidden(token, liveSet(resource("shop", "orders-1", "uid-2")));
    Map<String, Object> nameless = resource("shop", "orders-1", "uid-1");
    nameless.remove("k8s.namespace.name");
    forbidden(token, liveSet(nameless));
    forbidden(token, pod("shop", "orders-1", "uid-1", true));
    for (String fact : List.of("memory.pod", "memory.profile", "memory.sync")) {
      forbidden(
          token,
          Otlp.request(
                  resource("shop", "orders-1", "uid-1"),
                  Otlp.bodyEvent(fact, Instant.now(), Map.of()))
              .toByteArray());
    }
    assertThat(guarded.collector.processes())
        .extracting(process -> process.workload().namespace())
        .doesNotContain("bank", "");
    assertThat(guarded.metrics())
        .contains(
            "memory_system_namespace_refused_requests_total{namespace=\"shop\",reason=\"forbidden\"}");
  }

  /** What comes later under the same name must not replace what was checked. */
  @Test
  void anAttributeNamedTwiceMustBeTrueTwice() throws Exception {
    var twice =
        io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest.parseFrom(OWN)
            .toBuilder();
    twice
        .getResourceLogsBuilder(0)
        .getResourceBuilder()
        .addAttributesBuilder()
        .setKey("k8s.namespace.name")
        .getValueBuilder()
        .setStringValue("bank");
    forbidden(own().sign(), twice.build().toByteArray());
    var second =
        io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest.parseFrom(OWN).toBuilder()
            .mergeFrom(liveSet(resource("bank", "vault", "uid-9")));
    forbidden(own().sign(), second.build().toByteArray());
  }

  private static void forbidden(String token, byte[] body) throws Exception {
    HttpResponse<String> http = guarded.send(token, body);
    assertThat(http.statusCode()).as(http.body()).isEqualTo(403);
    assertThat(guarded.call(token, body).headers().firstValue("grpc-status")).hasValue("7");
  }

  @Test
  void theInstanceOfAnotherNamespaceIsNotTakenOver() throws Exception {
    Map<String, Object> victim = new HashMap<>(resource("shop", "victim", "uid-v"));
    victim.put("service.instance.id", "the same");
    assertThat(
            guarded
                .send(identity.pod("shop", "victim", "uid-v").sign(), liveSet(victim))
                .statusCode())
        .isEqualTo(200);
    Map<String, Object> attacker = new HashMap<>(resource("mallory", "m", "uid-m"));
    attacker.put("service.instance.id", "the same");
    assertThat(
            guarded
                .send(identity.pod("mallory", "m", "uid-m").sign(), liveSet(attacker))
                .statusCode())
        .isEqualTo(200);
    assertThat(guarded.collector.settle(Duration.ofSeconds(30))).isTrue();
    assertThat(guarded.collector.processes())
        .filteredOn(process -> process.instanceId().equals("the same"))
        .extracting(ProcessInfo::podUid)
        .containsExactlyInAnyOrder("uid-v", "uid-m");
  }

  @Test
  void thePlainPortTakesReportsAndNoFacts() throws Exception {
    assertThat(guarded.sendWithoutToken(guarded.plainUri(), OWN).statusCode()).isEqualTo(200);
    HttpResponse<String> fact =
        guarded.sendWithoutToken(guarded.plainUri(), pod("shop", "orders-1", "uid-1", true));
    assertThat(fact.statusCode()).isEqualTo(403);
    assertThat(fact.body()).contains("operator alone");
  }

  @Test
  void plainHttpOnTheTlsPortIsNotAnswered() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", guarded.collector.otlpHttpPort())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP/1");
    }
  }

  @Test
  void oldVersionsOfTlsAreNotSpoken() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            identity
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.collector.otlpHttpPort())) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (SSLSocket socket =
        (SSLSocket)
            identity
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.collector.otlpHttpPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    try (HttpClient strangers = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> guarded.send(strangers, own().sign(), OWN))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void aStrangerWhoGoesOnSendingIsCutOff() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            identity
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.collector.otlpHttpPort())) {
      OutputStream out = socket.getOutputStream();
      byte[] mebibyte = new byte[1 << 20];
      int mebibytes = 48;
      String head =
          "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
              + "Content-Length: %d\r\n\r\n".formatted((long) mebibytes * mebibyte.length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < mebibytes; i++) {
                  out.write(mebibyte);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  /** The operator was away: it tells all that lives, and that this was all. */
  @Test
  void aPodThatWentUnseenIsRefusedFromTheNextListingOn(@TempDir Path own) throws Exception {
    TestIdentity keys = TestIdentity.in(own.resolve("identity"));
    String gone = keys.pod("shop", "gone-1", "uid-gone").sign();
    byte[] report = liveSet(resource("shop", "gone-1", "uid-gone"));
    try (GuardedCollector first = new GuardedCollector(own, keys, NamespaceLimits.DEFAULT)) {
      list(first, "gone-1", "stays-1");
      assertThat(first.send(gone, report).statusCode()).isEqualTo(200);
      list(first, "stays-1");
      HttpResponse<String> replay = first.send(gone, report);
      assertThat(replay.statusCode()).isEqualTo(401);
      assertThat(replay.body()).contains("was deleted");
      assertThat(
              first
                  .send(
                      keys.pod("shop", "stays-1", "uid-stays").sign(),
                      liveSet(resource("shop", "stays-1", "uid-stays")))
                  .statusCode())
          .isEqualTo(200);
    }
    try (GuardedCollector second = new GuardedCollector(own, keys, NamespaceLimits.DEFAULT)) {
      assertThat(second.send(gone, report).statusCode()).isEqualTo(401);
      list(second, "gone-1");
      assertThat(second.send(gone, report).statusCode()).isEqualTo(200);
    }
  }

  /** A pod's uid is its name with another beginning and no number. */
  private static void list(GuardedCollector collector, String... pods) throws Exception {
    String operator = collector.identity.operator().sign();
    for (String pod : pods) {
      String uid = "uid-" + pod.substring(0, pod.indexOf('-'));
      assertThat(collector.send(operator, pod("shop", pod, uid, false)).statusCode())
          .isEqualTo(200);
    }
    byte[] all =
        Otlp.request(
                Map.of(),
                Otlp.bodyEvent("memory.sync", Instant.now(), Map.of("namespaces", List.of("shop"))))
            .toByteArray();
    assertThat(collector.send(operator, all).statusCode()).isEqualTo(200);
    assertThat(collector.collector.settle(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aDeletedPodIsRefusedFromTheAcknowledgementOnAndAfterARestart(@TempDir Path own)
      throws Exception {
    String token;
    byte[] report = liveSet(resource("shop", "gone-1", "uid-gone"));
    TestIdentity keys = TestIdentity.in(own.resolve("identity"));
    try (GuardedCollector first = new GuardedCollector(own, keys, NamespaceLimits.DEFAULT)) {
      token = keys.pod("shop", "gone-1", "uid-gone").sign();
      assertThat(first.send(token, report).statusCode()).isEqualTo(200);
      assertThat(
              first
                  .send(keys.operator().sign(), pod("shop", "gone-1", "uid-gone", true))
                  .statusCode())
          .isEqualTo(200);
      HttpResponse<String> replay = first.send(token, report);
      assertThat(replay.statusCode()).isEqualTo(401);
      assertThat(replay.body()).contains("was deleted");
    }
    try (GuardedCollector second = new GuardedCollector(own, keys, NamespaceLimits.DEFAULT)) {
      assertThat(second.send(token, report).statusCode()).isEqualTo(401);
      assertThat(
              second
                  .send(keys.operator().sign(), pod("shop", "gone-1", "uid-gone", false))
                  .statusCode())
          .isEqualTo(200);
      assertThat(second.send(token, report).statusCode()).isEqualTo(200);
    }
  }
}
