package dev.memorysystem.operator.cluster;

import dev.memorysystem.injection.ContainerBounds;
import dev.memorysystem.injection.Lookups;
import dev.memorysystem.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;

/**
 * What injection asks about the cluster, from informers; a ConfigMap is the one thing that is asked
 * of the API server, with little time to answer: an informer would hold every ConfigMap there is.
 */
@Singleton
public final class ClusterLookups implements Lookups {
  private final Cluster cluster;
  private final ConfigMaps configMaps;

  ClusterLookups(Cluster cluster, KubernetesClient client, OperatorConfig config) {
    this.cluster = cluster;
    this.configMaps = new ConfigMaps(client, config.configMapTimeout());
  }

  @Override
  public Lookups forOnePod() {
    return new OfOnePod(configMaps.reads());
  }

  @Override
  public ConfigMapData configMap(String namespace, String name) {
    return configMaps.reads().read(namespace, name);
  }

  @Override
  public boolean isCronJob(String namespace, String name) {
    return cluster.hasCronJob(namespace, name);
  }

  @Override
  public ContainerBounds containerBounds(String namespace) {
    return ContainerBounds.of(cluster.limitRanges(namespace));
  }

  private final class OfOnePod implements Lookups {
    private final ConfigMaps.Reads reads;

    private OfOnePod(ConfigMaps.Reads reads) {
      this.reads = reads;
    }

    @Override
    public ConfigMapData configMap(String namespace, String name) {
      return reads.read(namespace, name);
    }

    @Override
    public boolean isCronJob(String namespace, String name) {
      return ClusterLookups.this.isCronJob(namespace, name);
    }

    @Override
    public ContainerBounds containerBounds(String namespace) {
      return ClusterLookups.this.containerBounds(namespace);
    }
  }
}
