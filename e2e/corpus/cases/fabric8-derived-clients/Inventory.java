package com.acme.inventory;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;

/** Looks shelves up in a cluster, for one tenant at a time. */
final class Inventory {
  private final NamespacedKubernetesClient client;

  Inventory(String server) {
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl(server)
                    .withNamespace("stock")
                    .build())
            .withHttpClientFactory(new VertxHttpClientFactory())
            .build()
            .adapt(NamespacedKubernetesClient.class);
  }

  String shelf(long number) {
    RequestConfig asTenant =
        new RequestConfigBuilder().withImpersonateUsername("tenant-" + number % 20).build();
    ConfigMap found =
        client
            .withRequestConfig(asTenant)
            .call(
                own ->
                    own.configMaps()
                        .inNamespace("stock")
                        .withName("article-" + number % 5_000)
                        .get());
    return found == null ? "none" : found.getData().get("shelf");
  }
}
