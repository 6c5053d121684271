package dev.memorysystem.collector;

import static dev.memorysystem.collector.GuardedCollector.liveSet;
import static dev.memorysystem.collector.GuardedCollector.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.testkit.SigningKey;
import dev.memorysystem.testkit.TestIdentity;
import dev.memorysystem.testkit.TestToken;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys change while requests run. */
class RotationTest {
  private static final byte[] REPORT = liveSet(resource("shop", "orders-1", "uid-1"));
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void noRequestFailsWhileTheCertificateChanges() throws Exception {
    try (GuardedCollector guarded = new GuardedCollector(directory);
        HttpClient kept =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(guarded.identity.trust())
                .build();
        ExecutorService senders = Executors.newFixedThreadPool(2)) {
      TestIdentity identity = guarded.identity;
      String token = identity.pod("shop", "orders-1", "uid-1").sign();
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      ConcurrentLinkedQueue<Integer> failures = new ConcurrentLinkedQueue<>();
      try {
        List<Future<?>> sending =
            List.of(
                senders.submit(
                    () -> {
                      while (!enough.get()) {
                        count(guarded.send(kept, token, REPORT), answered, failures);
                      }
                      return null;
                    }),
                senders.submit(
                    () -> {
                      while (!enough.get()) {
                        try (HttpClient fresh =
                            HttpClient.newBuilder().sslContext(identity.trust()).build()) {
                          count(guarded.send(fresh, token, REPORT), answered, failures);
                        }
                      }
                      return null;
                    }));
        for (int round = 0; round < 3; round++) {
          identity.rotateCertificate();
          await().atMost(LONG).until(() -> shown(guarded).equals(identity.serial()));
          int before = answered.get();
          await().atMost(LONG).until(() -> answered.get() > before + 20);
        }
        enough.set(true);
        for (Future<?> each : sending) {
          each.get();
        }
      } finally {
        enough.set(true);
      }
      assertThat(failures).isEmpty();
    }
  }

  private static void count(
      HttpResponse<String> answer,
      AtomicInteger answered,
      ConcurrentLinkedQueue<Integer> failures) {
    if (answer.statusCode() != 200) {
      failures.add(answer.statusCode());
    }
    answered.incrementAndGet();
  }

  @Test
  void keysComeAndGo() throws Exception {
    try (GuardedCollector guarded = new GuardedCollector(directory)) {
      TestIdentity identity = guarded.identity;
      TestToken pod = identity.pod("shop", "orders-1", "uid-1");
      SigningKey old = identity.rsaKey();
      assertThat(guarded.send(pod.sign(), REPORT).statusCode()).isEqualTo(200);
      identity.addKeys();
      TestToken renewed = identity.pod("shop", "orders-1", "uid-1");
      assertThat(renewed.key()).isNotEqualTo(old);
      await().atMost(LONG).until(() -> guarded.send(renewed.sign(), REPORT).statusCode() == 200);
      assertThat(guarded.send(pod.sign(), REPORT).statusCode()).isEqualTo(200);
      identity.dropOldKeys();
      await().atMost(LONG).until(() -> guarded.send(pod.sign(), REPORT).statusCode() == 401);
      assertThat(guarded.send(renewed.sign(), REPORT).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatDoesNotFitTogetherIsNotTakenOver() throws Exception {
    try (GuardedCollector guarded = new GuardedCollector(directory)) {
      TestIdentity identity = guarded.identity;
      BigInteger before = identity.serial();
      identity.write(
          Map.of(
              "tls.crt", identity.authority().serving("127.0.0.1").certificate(),
              "tls.key", identity.authority().serving("127.0.0.1").key(),
              "ca.crt", identity.authority().certificate(),
              "jwks.json", "{\"keys\":[]}",
              "issuer", TestIdentity.ISSUER));
      await()
          .atMost(LONG)
          .until(
              () -> guarded.metrics().contains("memory_system_identity_files_refused_total 1.0"));
      assertThat(shown(guarded)).isEqualTo(before);
      assertThat(
              guarded.send(identity.pod("shop", "orders-1", "uid-1").sign(), REPORT).statusCode())
          .isEqualTo(200);
      identity.rotateAuthority();
      await().atMost(LONG).until(() -> shown(guarded).equals(identity.serial()));
    }
  }

  /** Serial number of the certificate a new connection is shown. */
  private static BigInteger shown(GuardedCollector guarded) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            guarded
                .identity
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", guarded.collector.otlpHttpPort())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }
}
