package dev.memorysystem.injection;

import java.util.HashMap;
import java.util.Map;

/**
 * Asks for every ConfigMap once, and for none any more when one did not come in time: the API
 * server waits for one answer about the pod, however many ConfigMaps it has.
 */
final class PatientLookups implements Lookups {
  private final Lookups lookups;
  private final Map<String, ConfigMapData> answers = new HashMap<>();
  private boolean late;

  PatientLookups(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public ConfigMapData configMap(String namespace, String name) {
    if (late && !answers.containsKey(name)) {
      return new ConfigMapData.Unavailable();
    }
    ConfigMapData answer =
        answers.computeIfAbsent(name, asked -> lookups.configMap(namespace, asked));
    late |= answer instanceof ConfigMapData.Unavailable;
    return answer;
  }

  @Override
  public boolean isCronJob(String namespace, String name) {
    return lookups.isCronJob(namespace, name);
  }

  @Override
  public ContainerBounds containerBounds(String namespace) {
    return lookups.containerBounds(namespace);
  }
}
