package dev.memorysystem.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;

/** The cluster that KUBECONFIG points at, with the chart installed. */
public final class Cluster {
  public static final String INSTALL_NAMESPACE = "memory-system";
  public static final String INJECTION_LABEL = "memory-system.dev/injection";
  public static final String INJECTED_ANNOTATION = "memory-system.dev/injected";

  /** A pod's creation may wait for a webhook, on a machine that is busy. */
  private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

  public static final KubernetesClient CLIENT =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.autoConfigure(null))
                  .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                  .withConnectionTimeout(REQUEST_TIMEOUT_MILLIS)
                  .build())
          .build();

  private static final String COLLECTOR = "memory-system-collector";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Cluster() {}

  public static MixedOperation<
          MemoryProfile, KubernetesResourceList<MemoryProfile>, Resource<MemoryProfile>>
      profiles() {
    return CLIENT.resources(MemoryProfile.class);
  }

  /** What the collector's REST API answers to a reader. */
  public static JsonNode collector(String path) {
    try {
      return JSON.readTree(collectorText(path));
    } catch (JsonProcessingException e) {
      throw new AssertionError(
          "the collector answered " + path + " with something that is no JSON", e);
    }
  }

  public static String collectorText(String path) {
    return CollectorApi.get(path);
  }

  /** A local port that leads to {@code port} of the collector's Service. */
  public static LocalPortForward forwardToCollector(int port) {
    return CLIENT.services().inNamespace(INSTALL_NAMESPACE).withName(COLLECTOR).portForward(port);
  }

  public static boolean injected(Pod pod) {
    return pod.getMetadata().getAnnotations().containsKey(INJECTED_ANNOTATION);
  }
}
