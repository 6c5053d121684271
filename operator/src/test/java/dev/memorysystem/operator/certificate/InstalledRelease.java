package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What the chart makes of Secrets and the webhook's configuration, in an API server. */
public final class InstalledRelease {
  public static final String NAMESPACE = "memory-system";
  private static final List<String> SECRETS =
      List.of("memory-system-ca", "memory-system-webhook-tls", "memory-system-collector");

  private final KubernetesClient client;

  public InstalledRelease(KubernetesClient client) {
    this.client = client;
  }

  public void createNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
  }

  /**
   * @param webhook where the API server calls it
   */
  public void install(String webhook) {
    for (String name : SECRETS) {
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withNamespace(NAMESPACE)
                  .withName(name)
                  .endMetadata()
                  .build())
          .create();
    }
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
                .withFailurePolicy("Fail")
                .withTimeoutSeconds(30)
                .withNewClientConfig()
                .withUrl(webhook)
                .endClientConfig()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("CREATE")
                .withResources("pods")
                .withScope("Namespaced")
                .endRule()
                .endWebhook()
                .build())
        .create();
  }

  public void uninstall() {
    SECRETS.forEach(name -> client.secrets().inNamespace(NAMESPACE).withName(name).delete());
    client.admissionRegistration().v1().mutatingWebhookConfigurations().withName("hooks").delete();
  }

  public CertificateSettings settings(boolean identity) {
    return new CertificateSettings(
        NAMESPACE,
        "memory-system-ca",
        "memory-system-webhook-tls",
        "webhook",
        "hooks",
        "memory-system-collector",
        "memory-system-collector",
        identity);
  }

  public CertificateSettings settingsForHosts(String webhookService) {
    CertificateSettings settings = settings(true);
    return new CertificateSettings(
        settings.namespace(),
        settings.authoritySecret(),
        settings.webhookSecret(),
        webhookService,
        settings.webhookConfiguration(),
        settings.collectorSecret(),
        settings.collectorService(),
        settings.identity());
  }

  /** Whatever else was in it is gone. */
  public void fill(String name, Map<String, String> texts) {
    Secret stored = client.secrets().inNamespace(NAMESPACE).withName(name).get();
    stored.setData(
        texts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry ->
                        Base64.getEncoder().encodeToString(entry.getValue().getBytes(UTF_8)))));
    client.resource(stored).update();
  }

  MutatingWebhookConfiguration hooks() {
    return client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("hooks")
        .get();
  }

  String caBundle() {
    return new String(
        Base64.getDecoder()
            .decode(hooks().getWebhooks().getFirst().getClientConfig().getCaBundle()),
        UTF_8);
  }

  void forgetCaBundle() {
    MutatingWebhookConfiguration stored = hooks();
    stored.getWebhooks().getFirst().getClientConfig().setCaBundle(null);
    client.resource(stored).update();
  }

  /** What its Secret holds. */
  static Map<String, String> servedBy(Authority authority, List<String> hosts, Instant now)
      throws Exception {
    CertificateMaker.KeyAndCertificate served = CertificateMaker.serving(authority, hosts, now);
    return Map.of(
        "ca.crt", Pem.certificates(List.of(authority.certificate())),
        "tls.crt", Pem.certificates(List.of(served.certificate())),
        "tls.key", Pem.key(served.key()));
  }

  /** As that version named it. */
  static Authority authorityOf01(Instant now) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=memory-system webhook CA " + now.getEpochSecond());
    return new Authority(
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(365))),
                        name,
                        keys.getPublic())
                    .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))),
        keys.getPrivate());
  }
}
