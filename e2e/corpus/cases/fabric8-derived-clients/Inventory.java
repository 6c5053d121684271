package com.acme.nodes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;

/** Looks shelves up in a cluster. */
final class Inventory {
  private final KubernetesClient client;

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
            .build();
  }

  String shelf(long number) {
    ConfigMap found =
        client.configMaps().inNamespace("stock").withName("article-" + number % 5_000).get();
    return found == null ? "none" : found.getData().get("shelf");
  }
}
