package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** What must be known of the cluster beyond the pod itself. */
public interface Lookups {
  /** Contents of a ConfigMap. */
  ConfigMapData configMap(String namespace, String name);

  /** Whether a CronJob of that name exists. */
  boolean isCronJob(String namespace, String name);

  /** Largest {@code min} of the namespace's LimitRanges for containers, by resource. */
  Map<String, Quantity> containerMinimum(String namespace);

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
