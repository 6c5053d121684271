package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.Behaviour;
import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import dev.memorysystem.agent.harness.ServerIdentity;
import dev.memorysystem.agent.harness.TestCa;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS and the token in JVMs of every version, with hosts that have TLS settings of their own. */
class TlsIT {
  private static final String LIVE_SET = "memory.live_set";

  private final TestCa ca = new TestCa("ours");

  @TempDir Path folder;
  private Path caFile;
  private Path tokenFile;

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @BeforeEach
  void writeFiles() throws IOException {
    caFile = Files.writeString(folder.resolve("ca.crt"), ca.pem());
    tokenFile = Files.writeString(folder.resolve("token"), "first");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void reportsOverOneEncryptedConnectionWithTheCurrentToken(Jdks.Jdk jdk) throws Exception {
    var identity = new ServerIdentity(ca.server());
    try (var collector = collector(identity);
        var child = reporting(jdk, collector).start("Echo")) {
      awaitReports(collector, 3);
      assertThat(collector.connections()).isEqualTo(1);
      // of these, sampler, walker and planning begin once a report was taken
      assertThat(threads(child))
          .contains("memory-system-a", "memory-system-e")
          .isSubsetOf(
              "memory-system-a",
              "memory-system-e",
              "memory-system-p",
              "memory-system-s",
              "memory-system-w");
      Files.writeString(tokenFile, "second");
      collector.accept("second");
      awaitReports(collector, collector.events(LIVE_SET).size() + 3);
      // that of the reports, and that of the plan
      assertThat(identity.handshakes()).isBetween(1, 2);
      assertThat(collector.connections()).isEqualTo(1);
      assertThat(collector.problems()).isEmpty();
      child.type("hello");
      assertEchoed(child);
    }
  }

  /** All that a host can set for its own TLS: none of it is ours to use or to change. */
  @ParameterizedTest
  @MethodSource("jdks")
  void doesNotMeetTheHostsOwnTlsSettings(Jdks.Jdk jdk) throws Exception {
    try (var collector = collector(new ServerIdentity(ca.server()));
        var child =
            reporting(jdk, collector)
                .options(
                    "-Djavax.net.ssl.trustStore=/proc/none",
                    "-Djavax.net.ssl.trustStoreType=none",
                    "-Djavax.net.ssl.keyStore=/proc/none",
                    "-Djavax.net.ssl.keyStoreType=none",
                    "-Dcom.sun.net.ssl.checkRevocation=true",
                    "-Dhttps.protocols=SSLv3")
                .start("TlsHost")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("ready\n"));
      awaitReports(collector, collector.events(LIVE_SET).size() + 2);
      // and once more from the start, now that the host's provider comes first
      Files.writeString(caFile, ca.pem() + new TestCa("next").pem());
      awaitReports(collector, collector.events(LIVE_SET).size() + 4);
      assertThat(collector.connections()).isGreaterThanOrEqualTo(2);
      assertThat(child.finish()).isZero();
      assertThat(child.output())
          .isEqualTo("ready\ncontext true\nproviders true\ntrust store /proc/none\n");
      assertThat(child.errors()).isEmpty();
    }
  }

  /** Classes of the JDK's TLS are initialised on both sides in the same moment. */
  @RepeatedTest(2)
  void startsTogetherWithTheHostsTls() throws Exception {
    for (Jdks.Jdk jdk : Jdks.all()) {
      try (var collector = collector(new ServerIdentity(ca.server()));
          var child = reporting(jdk, collector).start("TlsHost")) {
        await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("ready\n"));
        awaitReports(collector, 1);
        assertThat(child.finish()).isZero();
        assertThat(child.errors()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tellsNothingToWhomItCannotTrust(Jdks.Jdk jdk) throws Exception {
    var anHourAgo = Instant.now().minus(Duration.ofHours(1));
    for (TestCa.Leaf leaf :
        List.of(
            new TestCa("ours").server(),
            ca.server("127.0.0.2", Instant.now().plus(Duration.ofHours(1))),
            ca.server("127.0.0.1", anHourAgo))) {
      var identity = new ServerIdentity(leaf);
      try (var collector = collector(identity);
          var child = reporting(jdk, collector).start("Echo")) {
        await().atMost(ChildJvm.PATIENCE).until(() -> identity.handshakes() > 0);
        child.type("hello");
        assertEchoed(child);
        assertThat(collector.connections()).isZero();
      }
    }
  }

  /** As a FIPS configuration may leave it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void endsWhereTheJdksTlsIsMissing(Jdks.Jdk jdk) throws Exception {
    Path security =
        Files.writeString(
            folder.resolve("java.security"),
            "security.provider.1=SUN\nsecurity.provider.2=SunRsaSign\n"
                + "securerandom.source=file:/dev/urandom\nkeystore.type=pkcs12\n");
    try (var collector = collector(new ServerIdentity(ca.server()));
        var child =
            reporting(jdk, collector)
                .options("-Djava.security.properties==" + security)
                .start("Echo")) {
      child.type("hello");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("echo hello\n"));
      await().atMost(ChildJvm.PATIENCE).until(() -> threads(child).isEmpty());
      assertEchoed(child);
      assertThat(collector.connections()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void staysQuietWhereNoTlsIsAllowed(Jdks.Jdk jdk) throws Exception {
    Path security =
        Files.writeString(
            folder.resolve("java.security"), "jdk.tls.disabledAlgorithms=TLSv1.2, TLSv1.3\n");
    var identity = new ServerIdentity(ca.server());
    try (var collector = collector(identity);
        var child =
            reporting(jdk, collector)
                .options("-Djava.security.properties=" + security)
                .start("Echo")) {
      child.type("hello");
      await().atMost(ChildJvm.PATIENCE).until(() -> threads(child).contains("memory-system-e"));
      assertEchoed(child);
      assertThat(identity.handshakes()).isZero();
    }
  }

  /** Names of the agent's threads, as the kernel cuts them. */
  private static List<String> threads(ChildJvm.Running child) throws IOException {
    var names = new ArrayList<String>();
    try (var tasks = Files.list(Path.of("/proc/" + child.process().pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        String name = Files.readString(task.resolve("comm")).trim();
        if (name.startsWith("memory-system")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException endedMeanwhile) {
      return threads(child);
    }
    return names;
  }

  @Test
  void waitsForCertificatesThatItCanRead() throws Exception {
    Files.writeString(caFile, "not PEM");
    try (var collector = collector(new ServerIdentity(ca.server()));
        var child = reporting(Jdks.current(), collector).start("Echo")) {
      child.type("hello");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("echo hello\n"));
      Files.writeString(caFile, ca.pem());
      awaitReports(collector, 1);
      assertEchoed(child);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"HANGS", "TALKS_GARBAGE", "CLOSES", "RESETS", "CLOSES_HALF", "DRIPS"})
  void livesWithWhateverAnswersInsteadOfTls(Behaviour behaviour) throws Exception {
    try (var server = behaviour.start();
        var child =
            new ChildJvm(Jdks.current())
                .reportingTo(URI.create(server.endpoint().toString().replace("http:", "https:")))
                .with("MEMORY_SYSTEM_CA_FILE", caFile.toString())
                .with("MEMORY_SYSTEM_TOKEN_FILE", tokenFile.toString())
                .start("Echo")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> server.connections() > 0);
      child.type("hello");
      assertEchoed(child);
    }
  }

  @Test
  void doesNotReportOverTlsWithoutBeingToldWhomToTrust() throws Exception {
    try (var collector = collector(new ServerIdentity(ca.server()));
        var child =
            reporting(Jdks.current(), collector).with("MEMORY_SYSTEM_CA_FILE", "").start("Echo")) {
      child.type("hello");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("echo hello\n"));
      assertEchoed(child);
      assertThat(collector.connections()).isZero();
    }
  }

  static Stream<Jdks.Jdk> jdksWithSecurityManager() {
    return jdks().filter(jdk -> jdk.accepts(List.of("-Djava.security.manager")));
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void reportsOnUnderASecurityManagerSetLater(Jdks.Jdk jdk) throws Exception {
    String[] options =
        jdk.version() >= 12 ? new String[] {"-Djava.security.manager=allow"} : new String[0];
    try (var collector = collector(new ServerIdentity(ca.server()));
        var child = reporting(jdk, collector).options(options).start("LateSecurityManager")) {
      child.type("now");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("forbidden\n"));
      awaitReports(collector, collector.events(LIVE_SET).size() + 2);
      // a new handshake, with what it loads and reads
      Files.writeString(caFile, ca.pem() + new TestCa("next").pem());
      awaitReports(collector, collector.events(LIVE_SET).size() + 2);
      assertThat(child.finish()).isZero();
    }
  }

  private static CollectorServer collector(ServerIdentity identity) throws IOException {
    var collector = CollectorServer.secure(identity);
    collector.accept("first");
    return collector;
  }

  private ChildJvm reporting(Jdks.Jdk jdk, CollectorServer collector) {
    return new ChildJvm(jdk)
        .reportingTo(collector.endpoint())
        .with("MEMORY_SYSTEM_CA_FILE", caFile.toString())
        .with("MEMORY_SYSTEM_TOKEN_FILE", tokenFile.toString());
  }

  private static void assertEchoed(ChildJvm.Running child) throws Exception {
    assertThat(child.finish()).isEqualTo(7);
    assertThat(child.output()).isEqualTo("echo hello\nend\n");
    assertThat(child.errors()).isEqualTo("end of input\n");
  }

  private static void awaitReports(CollectorServer collector, int count) {
    await().atMost(ChildJvm.PATIENCE).until(() -> collector.events(LIVE_SET).size() >= count);
  }
}
