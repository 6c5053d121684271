package dev.memorysystem.operator;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.CommittedCrd;
import dev.memorysystem.operator.certificate.CollectorCertificate;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real API server with what the chart installs, and a collector. The operator runs against them
 * with the rights that the chart gives it; tests take {@link ApiServer#client} for themselves.
 */
public final class TestCluster implements QuarkusTestResourceLifecycleManager {
  private ApiServer server;
  private KubernetesClient admin;
  private FakeCollector collector;
  private int webhookPort;

  @Override
  public Map<String, String> start() {
    try {
      server = ApiServer.start();
      admin = server.client();
      collector = new FakeCollector(CollectorCertificate.ofSecret(admin));
      webhookPort = freePort();
      install();
      return config();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(collector, field -> field.getType().equals(FakeCollector.class));
    injector.injectIntoFields(server, field -> field.getType().equals(ApiServer.class));
  }

  @Override
  public void stop() {
    if (collector != null) {
      collector.close();
    }
    if (admin != null) {
      admin.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private void install() throws Exception {
    try (KubernetesClient client = server.client()) {

      client.resource(CommittedCrd.read()).create();
      client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName("memory-system")
                  .addToLabels("memory-system.dev/injection", "enabled")
                  .endMetadata()
                  .build())
          .create();
      ChartRights.all(client).forEach(rights -> client.resource(rights).create());
      for (String name :
          List.of("memory-system-ca", "memory-system-webhook-tls", "memory-system-collector")) {
        client
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withNamespace("memory-system")
                    .withName(name)
                    .endMetadata()
                    .build())
            .create();
      }
      client
          .resource(
              new MutatingWebhookConfigurationBuilder()
                  .withNewMetadata()
                  .withName("memory-system")
                  .endMetadata()
                  .addNewWebhook()
                  .withName("pods.memory-system.dev")
                  .withAdmissionReviewVersions("v1")
                  .withNewClientConfig()
                  .withUrl("https://localhost:" + webhookPort + "/mutate")
                  .endClientConfig()
                  .addNewRule()
                  .withApiGroups("")
                  .withApiVersions("v1")
                  .withOperations("CREATE")
                  .withResources("pods")
                  .withScope("Namespaced")
                  .endRule()
                  .withNewNamespaceSelector()
                  .addToMatchLabels("memory-system.dev/injection", "enabled")
                  .endNamespaceSelector()
                  .withFailurePolicy("Ignore")
                  .withReinvocationPolicy("IfNeeded")
                  .withSideEffects("None")
                  .withTimeoutSeconds(30)
                  .endWebhook()
                  .build())
          .create();
    }
  }

  private Map<String, String> config() throws IOException {
    Config config = server.operatorConfig();
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.kubernetes-client.api-server-url", config.getMasterUrl());
    properties.put("quarkus.kubernetes-client.token", config.getOauthToken());
    properties.put("quarkus.kubernetes-client.ca-cert-file", config.getCaCertFile());
    properties.put("quarkus.kubernetes-client.namespace", "memory-system");
    properties.put("memory-system.collector-api", collector.url());
    properties.put("memory-system.collector-otlp", collector.url());
    properties.put("memory-system.webhook-port", Integer.toString(webhookPort));
    // The API server under test knows no Services: it calls by URL.
    properties.put("memory-system.webhook-service", "localhost");
    properties.put("memory-system.drain", "PT0S");
    properties.put("memory-system.identity", "kubernetes");
    properties.put("memory-system.token-file", FakeCollector.token().toString());
    // A busy machine may take its time, here.
    properties.put("memory-system.config-map-timeout", "PT20S");
    properties.put("memory-system.pod", "operator-1");
    properties.put("memory-system.rollout", "true");
    properties.put("memory-system.default-profile", "{\"overhead\":{\"cpuPercent\":1}}");
    properties.put("quarkus.http.test-port", "0");
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
