package dev.memorysystem.operator.cluster;

import dev.memorysystem.injection.ContainerBounds;
import dev.memorysystem.injection.Lookups;
import dev.memorysystem.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * What injection asks about the cluster, from informers; a ConfigMap is the one thing that is asked
 * of the API server, with little time to answer: an informer would hold every ConfigMap there is.
 */
@Singleton
public final class ClusterLookups implements Lookups {
  private static final Logger LOG = Logger.getLogger(ClusterLookups.class);

  private final Cluster cluster;
  private final KubernetesClient client;
  private final Duration configMapTimeout;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  ClusterLookups(Cluster cluster, KubernetesClient client, OperatorConfig config) {
    this.cluster = cluster;
    this.client = client;
    this.configMapTimeout = config.configMapTimeout();
  }

  @Override
  public ConfigMapData configMap(String namespace, String name) {
    Future<ConfigMapData> answer = readers.submit(() -> read(namespace, name));
    try {
      return answer.get(configMapTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      answer.cancel(true);
      LOG.warnf("ConfigMap %s/%s could not be read in time: %s", namespace, name, e);
      return new ConfigMapData.Unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ConfigMapData.Unavailable();
    }
  }

  private ConfigMapData read(String namespace, String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .<ConfigMapData>map(
            found -> new ConfigMapData.Found(Objects.requireNonNullElse(found.getData(), Map.of())))
        .orElseGet(ConfigMapData.Missing::new);
  }

  @Override
  public boolean isCronJob(String namespace, String name) {
    return cluster.hasCronJob(namespace, name);
  }

  @Override
  public ContainerBounds containerBounds(String namespace) {
    return ContainerBounds.of(cluster.limitRanges(namespace));
  }
}
