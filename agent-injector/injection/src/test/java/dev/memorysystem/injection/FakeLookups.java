package dev.memorysystem.injection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster of a few facts. */
final class FakeLookups implements Lookups {
  final Map<String, ConfigMapData> configMaps = new HashMap<>();
  final Set<String> cronJobs = new HashSet<>();
  ContainerBounds bounds = ContainerBounds.NONE;

  final List<String> asked = new ArrayList<>();

  @Override
  public ConfigMapData configMap(String namespace, String name) {
    asked.add(name);
    return configMaps.getOrDefault(name, new ConfigMapData.Missing());
  }

  @Override
  public boolean isCronJob(String namespace, String name) {
    return cronJobs.contains(name);
  }

  @Override
  public ContainerBounds containerBounds(String namespace) {
    return bounds;
  }
}
