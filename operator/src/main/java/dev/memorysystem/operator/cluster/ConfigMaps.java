package dev.memorysystem.operator.cluster;

import dev.memorysystem.injection.Lookups.ConfigMapData;
import io.fabric8.kubernetes.client.KubernetesClient;
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

/** Reads ConfigMaps from the API server, in little time, as somebody waits. */
final class ConfigMaps {
  private static final Logger LOG = Logger.getLogger(ConfigMaps.class);

  private final KubernetesClient client;
  private final Duration timeout;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param timeout of all reads for one pod together
   */
  ConfigMaps(KubernetesClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** For one pod; the time begins now. */
  Reads reads() {
    return new Reads(System.nanoTime() + timeout.toNanos());
  }

  /** Those for one pod. */
  final class Reads {
    private final long deadline;

    private Reads(long deadline) {
      this.deadline = deadline;
    }

    ConfigMapData read(String namespace, String name) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return late(namespace, name, "no time is left");
      }
      Future<ConfigMapData> answer = readers.submit(() -> ask(namespace, name));
      try {
        return answer.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        answer.cancel(true);
        return late(namespace, name, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ConfigMapData.Unavailable();
      }
    }
  }

  private static ConfigMapData late(String namespace, String name, Object why) {
    LOG.warnf("ConfigMap %s/%s could not be read in time: %s", namespace, name, why);
    return new ConfigMapData.Unavailable();
  }

  private ConfigMapData ask(String namespace, String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .<ConfigMapData>map(
            found -> new ConfigMapData.Found(Objects.requireNonNullElse(found.getData(), Map.of())))
        .orElseGet(ConfigMapData.Missing::new);
  }
}
