package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.ServerIdentity;
import dev.memorysystem.agent.harness.TestCa;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.testing.logs.TestLogRecordData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsExporterTest {
  private static final String EVENT = "memory.live_set";

  private final TestCa ca = new TestCa("ours");

  @TempDir Path folder;
  private Path caFile;
  private Path tokenFile;
  private Exporter exporter;

  @BeforeEach
  void writeFiles() throws IOException {
    caFile = Files.writeString(folder.resolve("ca.crt"), ca.pem());
    tokenFile = Files.writeString(folder.resolve("token"), "first\n");
  }

  @AfterEach
  void stop() {
    exporter.stop();
  }

  @Test
  void sendsEverythingOverOneConnection() throws Exception {
    try (var collector = collector(new ServerIdentity(ca.server()))) {
      start(collector);
      for (int i = 1; i <= 20; i++) {
        send();
        awaitRecords(collector, i);
      }
      assertThat(collector.connections()).isEqualTo(1);
      assertThat(collector.problems()).isEmpty();
      assertThat(exporter.hasSent()).isTrue();
    }
  }

  @Test
  void readsTheTokenAgainAndLosesNothing() throws Exception {
    try (var collector = collector(new ServerIdentity(ca.server()))) {
      start(collector);
      send();
      awaitRecords(collector, 1);
      collector.accept("second");
      send();
      await().until(() -> collector.refused() > 0);
      Files.writeString(tokenFile, "second");
      awaitRecords(collector, 2);
      assertThat(exporter.dropped()).isZero();
    }
  }

  @Test
  void sendsNoTokenInTheClear() throws Exception {
    try (var collector = new CollectorServer()) {
      start(collector);
      send();
      awaitRecords(collector, 1);
      assertThat(collector.problems()).isEmpty();
    }
  }

  /** A line's end in it would let its writer add headers. */
  @Test
  void sendsNothingThatIsNoToken() throws Exception {
    Files.writeString(tokenFile, "first\r\nX-Other: 1");
    try (var collector = collector(new ServerIdentity(ca.server()))) {
      start(collector);
      send();
      await().until(() -> collector.refused() > 0);
      Files.writeString(tokenFile, "first");
      awaitRecords(collector, 1);
    }
  }

  /** As a rotation goes: first the file holds both, then the server changes, then one goes. */
  @Test
  void goesAlongWithARotationOfTheCertificateAuthority() throws Exception {
    var next = new TestCa("next");
    var identity = new ServerIdentity(ca.server());
    try (var collector = collector(identity)) {
      start(collector);
      send();
      awaitRecords(collector, 1);
      Files.writeString(caFile, ca.pem() + next.pem());
      send();
      awaitRecords(collector, 2);
      identity.use(next.server());
      Files.writeString(caFile, next.pem());
      send();
      awaitRecords(collector, 3);
      assertThat(identity.handshakes()).isEqualTo(3);
      assertThat(exporter.dropped()).isZero();
    }
  }

  @Test
  void waitsForTheRightCertificateAuthority() throws Exception {
    var next = new TestCa("next");
    var identity = new ServerIdentity(next.server());
    try (var collector = collector(identity)) {
      start(collector);
      send();
      await().until(() -> identity.handshakes() > 0);
      Files.writeString(caFile, ca.pem() + next.pem());
      awaitRecords(collector, 1);
      assertThat(exporter.dropped()).isZero();
    }
  }

  @Test
  void leavesAConnectionThatIsNoLongerTrusted() throws Exception {
    var identity = new ServerIdentity(ca.server());
    try (var collector = collector(identity)) {
      start(collector);
      send();
      awaitRecords(collector, 1);
      Files.writeString(caFile, new TestCa("next").pem());
      send();
      await().until(() -> identity.handshakes() > 1);
      assertThat(collector.events(EVENT)).hasSize(1);
    }
  }

  enum Wrong {
    ISSUER,
    ADDRESS,
    EXPIRED,
    NOT_YET_VALID
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void sendsNothingToWhomItCannotTrust(Wrong wrong) throws Exception {
    var in3Days = Instant.now().plus(Duration.ofDays(3));
    var aMinuteAgo = Instant.now().minus(Duration.ofMinutes(1));
    var inAnHour = Instant.now().plus(Duration.ofHours(1));
    var identity =
        new ServerIdentity(
            switch (wrong) {
              case ISSUER -> new TestCa("ours").server();
              case ADDRESS -> ca.server("127.0.0.2", inAnHour);
              case EXPIRED -> ca.server("127.0.0.1", aMinuteAgo);
              case NOT_YET_VALID -> ca.server("127.0.0.1", in3Days);
            });
    try (var collector = collector(identity)) {
      start(collector);
      send();
      await().until(() -> identity.handshakes() > 1);
      assertThat(collector.connections()).isZero();
      assertThat(exporter.hasSent()).isFalse();
      identity.use(ca.server());
      awaitRecords(collector, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void waitsForAFileThatCanBeRead(String content) throws Exception {
    Files.writeString(caFile, content);
    try (var collector = collector(new ServerIdentity(ca.server()))) {
      start(collector);
      send();
      // gives up at once what cannot be sent now
      exporter.flush(86_400_000);
      Files.writeString(caFile, ca.pem());
      awaitRecords(collector, 1);
      assertThat(exporter.dropped()).isZero();
    }
  }

  private static CollectorServer collector(ServerIdentity identity) throws IOException {
    var collector = CollectorServer.secure(identity);
    collector.accept("first");
    return collector;
  }

  private void start(CollectorServer collector) {
    exporter =
        Exporter.start(
            new Destination(collector.endpoint(), Optional.of(caFile), Optional.of(tokenFile)),
            new Backoff(new SplittableRandom()::nextDouble, 1));
  }

  private void send() {
    exporter.logs(
        List.of(
            TestLogRecordData.builder()
                .setEventName(EVENT)
                .setAttributes(Attributes.builder().put("event.name", EVENT).build())
                .build()));
  }

  private static void awaitRecords(CollectorServer collector, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> collector.events(EVENT).size() == count && collector.problems().isEmpty());
  }
}
