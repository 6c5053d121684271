package dev.memorysystem.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.ContainerBounds;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.Lookups;
import dev.memorysystem.operator.NeedsApiServer;
import dev.memorysystem.operator.TestObjects;
import dev.memorysystem.operator.certificate.AgedRelease;
import dev.memorysystem.operator.certificate.CertificateAuthority;
import dev.memorysystem.operator.certificate.CertificateSettings;
import dev.memorysystem.operator.certificate.InstalledRelease;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real API server that creates pods all the time, each of which must reach the webhook: it says
 * {@code failurePolicy: Fail} here.
 */
@NeedsApiServer
class AdmissionUnderLoadTest {
  /** Enough for connections to be used again and again. */
  private static final int PODS = 40;

  private final AtomicReference<AdmissionServer> service = new AtomicReference<>();
  private ApiServer api;
  private KubernetesClient client;
  private InstalledRelease release;
  private CertificateSettings settings;
  private Switchboard switchboard;
  private ServedCertificates certificates;

  @BeforeEach
  void start() throws Exception {
    api = ApiServer.start();
    client = api.client();
    release = new InstalledRelease(client);
    release.createNamespace();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
        .create();
    switchboard = new Switchboard(() -> service.get().actualPort());
    release.install("https://localhost:" + switchboard.port() + "/mutate");
    settings = release.settingsForHosts("localhost");
  }

  @AfterEach
  void stop() throws Exception {
    if (certificates != null) {
      certificates.close();
    }
    if (service.get() != null) {
      service.get().close();
    }
    switchboard.close();
    client.close();
    api.close();
  }

  @Test
  void certificateAndAuthorityAreRotatedAndEveryPodIsInjected() throws Exception {
    Instant begin = Instant.now().minus(Duration.ofHours(2));
    AgedRelease.fill(release, settings, begin);
    authorityAt(begin).settle();
    service.set(replica());
    List<X509Certificate> first = presented();

    try (PodLoad load = new PodLoad(client, "shop")) {
      load.awaitMore(PODS);

      authorityAt(begin.plus(Duration.ofMinutes(45))).settle();
      List<X509Certificate> renewed = awaitOtherThan(first);
      load.awaitMore(PODS);
      assertThat(renewed.getFirst().getIssuerX500Principal())
          .as("a new authority is announced before it signs")
          .isEqualTo(first.getFirst().getIssuerX500Principal());

      authorityAt(begin.plus(Duration.ofMinutes(45 + 61))).settle();
      List<X509Certificate> rotated = awaitOtherThan(renewed);
      load.awaitMore(PODS);
      assertThat(rotated.getFirst().getIssuerX500Principal())
          .isNotEqualTo(first.getFirst().getIssuerX500Principal());

      assertThat(load.problems()).isEmpty();
    }
  }

  @Test
  void aReplicaThatEndsHandsOverToTheNextAndEveryPodIsInjected() throws Exception {
    new CertificateAuthority(client, settings, Clock.systemUTC()).settle();
    service.set(replica());

    try (PodLoad load = new PodLoad(client, "shop")) {
      for (int updates = 0; updates < 3; updates++) {
        load.awaitMore(PODS);
        AdmissionServer next = replica();
        AdmissionServer ending = service.getAndSet(next);
        ending.sendAway();
        load.awaitMore(PODS);
        ending.close();
      }

      assertThat(load.problems()).isEmpty();
    }
  }

  /** Over HTTP/1.1, as API servers call webhooks. */
  @Test
  void aReplicaThatIsToldToStopEndsConnectionsWithTheirNextAnswer() throws Exception {
    new CertificateAuthority(client, settings, Clock.systemUTC()).settle();
    AdmissionServer stopping = replica();
    service.set(stopping);
    stopping.sendAway();

    try (SSLSocket socket = connected()) {
      socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      socket.getOutputStream().write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(UTF_8));
      String untilTheEnd = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(untilTheEnd).startsWith("HTTP/1.1 404").contains("connection: close");
    }
  }

  private CertificateAuthority authorityAt(Instant now) {
    return new CertificateAuthority(client, settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** One that follows the Secret, as each does, and makes nothing. */
  private AdmissionServer replica() throws Exception {
    AdmissionServer server = new AdmissionServer(admission(), new SimpleMeterRegistry(), 0);
    if (certificates == null) {
      certificates = new ServedCertificates(client, settings);
      certificates.onChange(() -> certificates.webhook().ifPresent(this::serve));
      certificates.start();
      await().until(() -> certificates.webhook().isPresent());
    }
    server.serveWith(certificates.webhook().orElseThrow());
    return server;
  }

  private void serve(ServedCertificates.Serving serving) {
    AdmissionServer current = service.get();
    if (current != null) {
      try {
        current.serveWith(serving);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Admission admission() {
    return new Admission(
        new Injection(TestObjects::agentSettings, new NoLookups()),
        namespace -> List.of(),
        new DefaultProfile(
            Optional.of(new KubernetesSerialization().unmarshal("{}", MemoryProfileSpec.class))),
        new ExcludedNamespaces(Set.of("memory-system")),
        new FakeCircuit(),
        new KubernetesSerialization());
  }

  private List<X509Certificate> awaitOtherThan(List<X509Certificate> before) {
    return await("another certificate")
        .atMost(Duration.ofMinutes(1))
        .until(this::presented, now -> !now.equals(before));
  }

  /** What a caller is shown that connects now. */
  private List<X509Certificate> presented() throws Exception {
    try (SSLSocket socket = connected()) {
      return Arrays.stream(socket.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private SSLSocket connected() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyServer()}, null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), switchboard.port());
    socket.startHandshake();
    return socket;
  }

  private static final class AnyServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class NoLookups implements Lookups {
    @Override
    public ConfigMapData configMap(String namespace, String name) {
      return new ConfigMapData.Found(Map.of());
    }

    @Override
    public boolean isCronJob(String namespace, String name) {
      return false;
    }

    @Override
    public ContainerBounds containerBounds(String namespace) {
      return ContainerBounds.of(List.of());
    }
  }
}
