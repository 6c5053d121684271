package dev.memorysystem.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.e2e.pod.OtherWebhook;
import dev.memorysystem.testkit.TestAuthority;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mutating webhooks of others, for pods of one namespace; their server runs in another. The API
 * server calls webhooks in the order of their configurations' names.
 */
public final class OtherWebhooks {
  private static final String SERVER = "other-webhook";

  /** The API server's longest. */
  private static final int TIMEOUT_SECONDS = 30;

  private final TestNamespace servers;
  private final TestNamespace pods;
  private final TestAuthority authority;

  private OtherWebhooks(TestNamespace servers, TestNamespace pods, TestAuthority authority) {
    this.servers = servers;
    this.pods = pods;
    this.authority = authority;
  }

  /**
   * What one webhook adds to a pod.
   *
   * @param name of the webhook
   * @param shown a text that the pod's JSON has once it is added
   * @param patch JSON
   */
  public record Change(String name, String shown, String patch) {
    /**
     * @param path below {@code /spec/}
     */
    public static String add(String path, Object value) {
      return "{\"op\":\"add\",\"path\":\"/spec/%s\",\"value\":%s}"
          .formatted(path, Serialization.asJson(value));
    }
  }

  /**
   * Starts the server of all of them and waits until it is ready.
   *
   * @param servers namespace it runs in
   * @param pods namespace of the pods they are called for
   */
  public static OtherWebhooks serve(TestNamespace servers, TestNamespace pods, Change... changes)
      throws GeneralSecurityException, IOException {
    TestAuthority authority = new TestAuthority("webhooks of others");
    TestAuthority.Serving serving =
        authority.serving("%s.%s.svc".formatted(SERVER, servers.name()));
    servers.create(MountedPrograms.configMap(OtherWebhook.class));
    servers.create(
        new SecretBuilder()
            .withNewMetadata()
            .withName(SERVER)
            .endMetadata()
            .addToStringData("tls.crt", serving.certificate())
            .addToStringData("tls.key", serving.key())
            .build());
    servers.create(
        new ServiceBuilder()
            .withNewMetadata()
            .withName(SERVER)
            .endMetadata()
            .withNewSpec()
            .addToSelector(Workloads.NAME_LABEL, SERVER)
            .addNewPort()
            .withPort(443)
            .withTargetPort(new IntOrString(OtherWebhook.PORT))
            .endPort()
            .endSpec()
            .build());
    servers.create(Workloads.pod(SERVER, server(changes)));
    servers.awaitReady(SERVER);
    return new OtherWebhooks(servers, pods, authority);
  }

  private static PodSpec server(Change... changes) {
    String[] arguments =
        Stream.of(changes)
            .flatMap(change -> Stream.of("/" + change.name(), change.shown(), change.patch()))
            .toArray(String[]::new);
    Container container =
        MountedPrograms.container("server", OtherWebhook.class, arguments)
            .addNewVolumeMount()
            .withName("tls")
            .withMountPath(OtherWebhook.TLS)
            .withReadOnly(true)
            .endVolumeMount()
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withPort(new IntOrString(OtherWebhook.PORT))
            .endTcpSocket()
            .withPeriodSeconds(1)
            .endReadinessProbe()
            .build();
    return new PodSpecBuilder(MountedPrograms.podSpec(OtherWebhook.class, container))
        .addNewVolume()
        .withName("tls")
        .withNewSecret()
        .withSecretName(SERVER)
        .endSecret()
        .endVolume()
        .build();
  }

  /**
   * One that pods cannot be created without, so that it is surely called.
   *
   * @param apps names of the pods, or of their workloads
   */
  public MutatingWebhook webhook(Change change, String reinvocationPolicy, String... apps)
      throws GeneralSecurityException {
    return new MutatingWebhookBuilder()
        .withName(change.name() + ".e2e.memory-system.dev")
        .withAdmissionReviewVersions("v1")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withReinvocationPolicy(reinvocationPolicy)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withNewClientConfig()
        .withCaBundle(Base64.getEncoder().encodeToString(authority.certificate().getBytes(UTF_8)))
        .withNewService()
        .withNamespace(servers.name())
        .withName(SERVER)
        .withPath("/" + change.name())
        .endService()
        .endClientConfig()
        .addNewRule()
        .withApiGroups("")
        .withApiVersions("v1")
        .withOperations("CREATE")
        .withResources("pods")
        .endRule()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", pods.name())
        .endNamespaceSelector()
        .withNewObjectSelector()
        .addToMatchExpressions(
            new LabelSelectorRequirement(Workloads.NAME_LABEL, "In", List.of(apps)))
        .endObjectSelector()
        .build();
  }

  /** In place of one of that name, which an interrupted run may have left. */
  public static void register(String configuration, MutatingWebhook... webhooks) {
    unregister(configuration);
    Cluster.CLIENT
        .resource(
            new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(configuration)
                .endMetadata()
                .withWebhooks(webhooks)
                .build())
        .create();
  }

  public static void unregister(String configuration) {
    Cluster.CLIENT
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(configuration)
        .delete();
  }
}
