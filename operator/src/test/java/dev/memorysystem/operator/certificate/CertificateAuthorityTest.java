package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.crd.ApiServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Made, trusted, renewed and rotated: in a real API server. */
class CertificateAuthorityTest {
  private static ApiServer server;
  private static KubernetesClient client;
  private static InstalledRelease release;

  /** The real time: what checks certificates here goes by the machine's clock. */
  private final Instant start = Instant.now();

  private Instant now = start;

  @BeforeAll
  static void start() throws Exception {
    server = ApiServer.start();
    client = server.client();
    release = new InstalledRelease(client);
    release.createNamespace();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  @BeforeEach
  void install() {
    release.install("https://localhost:1/mutate");
  }

  @AfterEach
  void uninstall() {
    release.uninstall();
  }

  @Test
  void emptySecretsAreFilledWithWhatOneAuthoritySigned() throws Exception {
    settle();

    X509Certificate authority = certificates("memory-system-ca", "ca.crt").getFirst();
    assertThat(authority.getBasicConstraints()).isEqualTo(1);
    assertThat(authority.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(caBundle()).containsExactly(authority);
    for (String name : List.of("memory-system-webhook-tls", "memory-system-collector")) {
      assertThat(certificates(name, "ca.crt")).containsExactly(authority);
      X509Certificate leaf = certificates(name, "tls.crt").getFirst();
      leaf.verify(authority.getPublicKey());
      assertThat(leaf.getNotBefore().toInstant()).isBefore(start);
      assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    }
    assertThat(names("memory-system-webhook-tls"))
        .contains("webhook.memory-system.svc", "webhook.memory-system.svc.cluster.local");
    assertThat(names("memory-system-collector"))
        .contains(
            "memory-system-collector",
            "memory-system-collector.memory-system",
            "memory-system-collector.memory-system.svc",
            "memory-system-collector.memory-system.svc.cluster.local",
            "memory-system-collector-0.memory-system-collector-headless.memory-system.svc",
            "localhost",
            "127.0.0.1");
    assertThat(secret("memory-system-ca").getData()).containsOnlyKeys("ca.crt", "ca.key");
  }

  @Test
  void theCollectorIsGivenTheIssuerAndTheKeysOfTheCluster() throws Exception {
    settle();

    assertThat(secret("memory-system-collector").getData())
        .containsOnlyKeys("tls.crt", "tls.key", "ca.crt", "jwks.json", "issuer");
    assertThat(text("memory-system-collector", "issuer"))
        .isEqualTo("https://kubernetes.default.svc");
    assertThat(text("memory-system-collector", "jwks.json")).contains("\"keys\"", "\"kid\"");
  }

  @Test
  void withoutIdentityTheCollectorsSecretIsLeftAlone() throws Exception {
    new CertificateAuthority(client, release.settings(false), clock()).settle();

    assertThat(secret("memory-system-collector").getData()).isNullOrEmpty();
    assertThat(certificates("memory-system-webhook-tls", "tls.crt")).hasSize(1);
  }

  @Test
  void nothingIsWrittenTwice() throws Exception {
    settle();
    List<String> versions = versions();

    settle();

    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void aCertificateIsRenewedInTimeByTheSameAuthority() throws Exception {
    settle();
    String authority = text("memory-system-ca", "ca.crt");
    String first = text("memory-system-webhook-tls", "tls.crt");
    now = start.plus(Duration.ofDays(55));
    settle();
    assertThat(text("memory-system-webhook-tls", "tls.crt")).isEqualTo(first);

    now = start.plus(Duration.ofDays(65));
    settle();

    assertThat(text("memory-system-webhook-tls", "tls.crt")).isNotEqualTo(first);
    assertThat(text("memory-system-ca", "ca.crt")).isEqualTo(authority);
    assertThat(text("memory-system-webhook-tls", "ca.crt")).isEqualTo(authority);
  }

  @Test
  void aNewAuthorityIsTrustedByAllBeforeItSigns() throws Exception {
    settle();
    X509Certificate first = certificates("memory-system-ca", "ca.crt").getFirst();
    now = start.plus(Duration.ofDays(1900));

    settle();

    X509Certificate second = certificates("memory-system-ca", "ca.crt").getFirst();
    assertThat(second).isNotEqualTo(first);
    assertThat(caBundle()).containsExactly(second, first);
    for (String name : List.of("memory-system-webhook-tls", "memory-system-collector")) {
      assertThat(certificates(name, "ca.crt")).containsExactly(second, first);
      assertThat(isSignedBy(name, first.getPublicKey())).as(name).isTrue();
    }

    now = now.plus(Duration.ofMinutes(61));
    settle();

    for (String name : List.of("memory-system-webhook-tls", "memory-system-collector")) {
      assertThat(certificates(name, "ca.crt")).containsExactly(second, first);
      assertThat(isSignedBy(name, second.getPublicKey())).as(name).isTrue();
    }
    settle();
    assertThat(secret("memory-system-ca").getData())
        .as("the key of the one before is of no more use")
        .containsOnlyKeys("ca.crt", "ca.key", "cross.crt");
  }

  @Test
  void whoTrustsOnlyTheAuthorityBeforeTrustsWhatTheNewOneSigns() throws Exception {
    now = start.minus(Duration.ofDays(1900));
    settle();
    List<X509Certificate> known = certificates("memory-system-ca", "ca.crt");
    now = start.minus(Duration.ofHours(2));
    settle();
    now = start;
    settle();

    List<X509Certificate> chain = certificates("memory-system-collector", "tls.crt");
    assertThat(isSignedBy("memory-system-collector", known.getFirst().getPublicKey())).isFalse();
    trusting(known).checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
    trusting(certificates("memory-system-ca", "ca.crt").subList(0, 1))
        .checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
  }

  @Test
  void theCertificateOfVersion01ServesUntilTheNewAuthorityIsTrusted() throws Exception {
    Authority old = InstalledRelease.authorityOf01(start);
    release.fill(
        "memory-system-webhook-tls",
        InstalledRelease.servedBy(old, release.settings(true).webhookHosts(), start));
    String before = text("memory-system-webhook-tls", "tls.crt");
    CertificateSettings settings = release.settingsForHosts("webhook");

    new CertificateAuthority(client, settings, clock()).settle();

    assertThat(caBundle()).hasSize(2).contains(old.certificate());
    assertThat(text("memory-system-webhook-tls", "ca.crt"))
        .as("what a replica of 0.1.0 writes into caBundle")
        .contains(Pem.certificates(List.of(old.certificate())))
        .contains(text("memory-system-ca", "ca.crt"));
    assertThat(certificates("memory-system-collector", "ca.crt")).doesNotContain(old.certificate());
    assertThat(text("memory-system-webhook-tls", "tls.crt")).isEqualTo(before);

    now = now.plus(Duration.ofMinutes(61));
    new CertificateAuthority(client, settings, clock()).settle();

    assertThat(text("memory-system-webhook-tls", "tls.crt")).isNotEqualTo(before);
    assertThat(caBundle()).as("replicas change over one by one").contains(old.certificate());
  }

  @Test
  void anAuthorityWhoseSecretWasEmptiedIsTrustedNoMore() throws Exception {
    settle();
    X509Certificate leaked = certificates("memory-system-ca", "ca.crt").getFirst();
    release.fill("memory-system-ca", Map.of());

    settle();

    assertThat(caBundle()).hasSize(1).doesNotContain(leaked);
    assertThat(certificates("memory-system-collector", "ca.crt")).doesNotContain(leaked);
    assertThat(isSignedBy("memory-system-collector", leaked.getPublicKey())).isFalse();
    assertThat(isSignedBy("memory-system-webhook-tls", leaked.getPublicKey())).isFalse();
  }

  @Test
  void aCertificateForOtherNamesIsReplaced() throws Exception {
    settle();

    new CertificateAuthority(client, release.settingsForHosts("renamed"), clock()).settle();

    assertThat(names("memory-system-webhook-tls")).contains("renamed.memory-system.svc");
  }

  @Test
  void whatWasLostIsPutBack() throws Exception {
    settle();
    release.forgetCaBundle();
    release.fill("memory-system-collector", Map.of("tls.crt", "no certificate"));

    settle();

    assertThat(caBundle()).hasSize(1);
    assertThat(secret("memory-system-collector").getData())
        .containsOnlyKeys("tls.crt", "tls.key", "ca.crt", "jwks.json", "issuer");
    assertThat(certificates("memory-system-collector", "tls.crt")).hasSize(1);
  }

  @Test
  void anAuthorityThatCannotBeReadIsNotWrittenOver() {
    release.fill("memory-system-ca", Map.of("ca.crt", "mine", "ca.key", "mine too"));

    assertThatThrownBy(this::settle)
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("Secret memory-system/memory-system-ca cannot be used")
        .hasMessageContaining("Remove its data to have a new authority made");
    assertThat(text("memory-system-ca", "ca.crt")).isEqualTo("mine");
  }

  @Test
  void ofTwoWhoWriteAtATimeTheSecondIsToldToTryAgain() throws Exception {
    ReleaseSecret secret = new ReleaseSecret(client, "memory-system", "memory-system-ca");
    ReleaseSecret.Contents read = secret.read();
    settle();

    assertThatThrownBy(() -> secret.write(read, Authorities.first(now).texts()))
        .isInstanceOf(KubernetesClientException.class)
        .satisfies(e -> assertThat(((KubernetesClientException) e).getCode()).isEqualTo(409));
  }

  @Test
  void aMissingSecretIsSaidPlainly() {
    client.secrets().inNamespace("memory-system").withName("memory-system-ca").delete();

    assertThatThrownBy(this::settle)
        .hasMessage(
            "Secret memory-system/memory-system-ca is missing; the chart creates it, empty");
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace("memory-system")
                .withName("memory-system-ca")
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void withoutTheCollectorsSecretTheWebhookHasItsCertificate() throws Exception {
    client.secrets().inNamespace("memory-system").withName("memory-system-collector").delete();

    assertThatThrownBy(this::settle).hasMessageContaining("memory-system-collector is missing");

    assertThat(certificates("memory-system-webhook-tls", "tls.crt")).hasSize(1);
  }

  private void settle() throws Exception {
    new CertificateAuthority(client, release.settings(true), clock()).settle();
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Secret secret(String name) {
    return client.secrets().inNamespace("memory-system").withName(name).get();
  }

  private String text(String secret, String key) {
    return new String(Base64.getDecoder().decode(secret(secret).getData().get(key)), UTF_8);
  }

  private List<X509Certificate> certificates(String secret, String key) throws Exception {
    return Pem.certificates(text(secret, key));
  }

  private List<String> names(String secret) throws Exception {
    return certificates(secret, "tls.crt").getFirst().getSubjectAlternativeNames().stream()
        .map(name -> name.get(1).toString())
        .toList();
  }

  private boolean isSignedBy(String secret, PublicKey key) throws Exception {
    try {
      certificates(secret, "tls.crt").getFirst().verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private List<X509Certificate> caBundle() throws Exception {
    return Pem.certificates(release.caBundle());
  }

  private List<String> versions() {
    return List.of(
        secret("memory-system-ca").getMetadata().getResourceVersion(),
        secret("memory-system-webhook-tls").getMetadata().getResourceVersion(),
        secret("memory-system-collector").getMetadata().getResourceVersion(),
        release.hooks().getMetadata().getResourceVersion());
  }

  private static X509TrustManager trusting(List<X509Certificate> authorities) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry(authority.getSerialNumber().toString(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
