package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A cluster of a few facts. */
final class FakeLookups implements Lookups {
  final Map<String, ConfigMapData> configMaps = new HashMap<>();
  final Set<String> cronJobs = new HashSet<>();
  final Map<String, Quantity> minimum = new HashMap<>();

  @Override
  public ConfigMapData configMap(String namespace, String name) {
    return configMaps.getOrDefault(name, new ConfigMapData.Missing());
  }

  @Override
  public boolean isCronJob(String namespace, String name) {
    return cronJobs.contains(name);
  }

  @Override
  public Map<String, Quantity> containerMinimum(String namespace) {
    return minimum;
  }
}
