package dev.memorysystem.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.crd.ApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Made, shared, renewed: in a real API server. */
class WebhookCertificateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NAMESPACE = "memory-system";

  private static ApiServer server;
  private static KubernetesClient client;

  private Instant now = START;

  @BeforeAll
  static void start() throws Exception {
    server = ApiServer.start();
    client = server.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
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
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("tls")
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("hooks")
                .endMetadata()
                .addNewWebhook()
                .withName("pods.memory-system.dev")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withNewClientConfig()
                .withNewService("webhook", NAMESPACE, "/mutate", 443)
                .endClientConfig()
                .endWebhook()
                .build())
        .create();
  }

  @AfterEach
  void uninstall() {
    client.secrets().inNamespace(NAMESPACE).withName("tls").delete();
    client.admissionRegistration().v1().mutatingWebhookConfigurations().withName("hooks").delete();
  }

  @Test
  void anEmptySecretGetsACertificateThatTheApiServerTrusts() throws Exception {
    WebhookCertificate.Serving serving = certificate().ensure();

    X509Certificate leaf = ServingCertificate.parse(serving.certificate()).getFirst();
    X509Certificate authority = trusted().getFirst();
    leaf.verify(authority.getPublicKey());
    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .contains("webhook.memory-system.svc", "webhook.memory-system.svc.cluster.local");
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getNotBefore().toInstant()).isBefore(START);
    assertThat(trusted()).hasSize(1);
    assertThat(secret().getData()).containsOnlyKeys("ca.crt", "tls.crt", "tls.key");
  }

  @Test
  void everyReplicaServesWithTheSameAndNothingIsWrittenTwice() throws Exception {
    WebhookCertificate.Serving first = certificate().ensure();
    String secretVersion = secret().getMetadata().getResourceVersion();
    String hooksVersion = hooks().getMetadata().getResourceVersion();

    assertThat(certificate().ensure()).isEqualTo(first);

    assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(secretVersion);
    assertThat(hooks().getMetadata().getResourceVersion()).isEqualTo(hooksVersion);
  }

  @Test
  void aCertificateIsRenewedInTimeAndTheOldAuthorityStaysTrusted() throws Exception {
    WebhookCertificate.Serving first = certificate().ensure();
    X509Certificate firstAuthority = trusted().getFirst();
    now = START.plus(Duration.ofDays(200));
    assertThat(certificate().ensure()).isEqualTo(first);

    now = START.plus(Duration.ofDays(250));
    WebhookCertificate.Serving second = certificate().ensure();

    assertThat(second).isNotEqualTo(first);
    assertThat(trusted()).hasSize(2).contains(firstAuthority);
    ServingCertificate.parse(second.certificate())
        .getFirst()
        .verify(trusted().getFirst().getPublicKey());
    ServingCertificate.parse(first.certificate())
        .getFirst()
        .verify(trusted().getLast().getPublicKey());
    now = START.plus(Duration.ofDays(500));
    certificate().ensure();
    assertThat(trusted()).as("the oldest authority goes").hasSize(2).doesNotContain(firstAuthority);
  }

  @Test
  void aCertificateForAnotherNameIsReplaced() throws Exception {
    WebhookCertificate.Serving first = certificate().ensure();

    WebhookCertificate.Serving other =
        new WebhookCertificate(client, NAMESPACE, "tls", "renamed", "hooks", clock()).ensure();

    assertThat(other).isNotEqualTo(first);
    assertThat(
            ServingCertificate.parse(other.certificate()).getFirst().getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .contains("renamed.memory-system.svc");
  }

  @Test
  void aLostCaBundleIsPutBack() throws Exception {
    certificate().ensure();
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("hooks")
        .edit(
            stored -> {
              stored.getWebhooks().getFirst().getClientConfig().setCaBundle(null);
              return stored;
            });

    certificate().ensure();

    assertThat(trusted()).hasSize(1);
  }

  @Test
  void ofTwoReplicasThatMakeOneAtATimeTheSecondIsToldToTryAgain() throws Exception {
    CertificateSecret secret = new CertificateSecret(client, NAMESPACE, "tls");
    Secret read = secret.read();
    certificate().ensure();

    assertThatThrownBy(
            () -> secret.write(read, CertificateMaker.make(List.of("webhook"), "", START)))
        .isInstanceOf(KubernetesClientException.class)
        .satisfies(e -> assertThat(((KubernetesClientException) e).getCode()).isEqualTo(409));
  }

  @Test
  void aMissingSecretIsSaidPlainly() {
    client.secrets().inNamespace(NAMESPACE).withName("tls").delete();

    assertThatThrownBy(() -> certificate().ensure())
        .hasMessage("Secret memory-system/tls is missing; the chart creates it, empty");
  }

  private WebhookCertificate certificate() {
    return new WebhookCertificate(client, NAMESPACE, "tls", "webhook", "hooks", clock());
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Secret secret() {
    return client.secrets().inNamespace(NAMESPACE).withName("tls").get();
  }

  private MutatingWebhookConfiguration hooks() {
    return client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("hooks")
        .get();
  }

  private List<X509Certificate> trusted() throws Exception {
    String bundle = hooks().getWebhooks().getFirst().getClientConfig().getCaBundle();
    return ServingCertificate.parse(
        new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII));
  }
}
