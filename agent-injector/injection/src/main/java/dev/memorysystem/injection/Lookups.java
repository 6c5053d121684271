package dev.memorysystem.injection;

import java.util.Map;

/** What must be known of the cluster beyond the pod itself. */
public interface Lookups {
  /** The same for one pod: its lookups share the time there is. */
  default Lookups forOnePod() {
    return this;
  }

  /** Contents of a ConfigMap. */
  ConfigMapData configMap(String namespace, String name);

  /** Whether a CronJob of that name exists. */
  boolean isCronJob(String namespace, String name);

  /** What the namespace's LimitRanges allow a container. */
  ContainerBounds containerBounds(String namespace);

  /** An answer about a ConfigMap. */
  sealed interface ConfigMapData {
    record Found(Map<String, String> data) implements ConfigMapData {
      public Found {
        data = Map.copyOf(data);
      }
    }

    /** There is none of that name. */
    record Missing() implements ConfigMapData {}

    /** It could not be read in time. */
    record Unavailable() implements ConfigMapData {}
  }
}
