package dev.memorysystem.injection;

import dev.memorysystem.crd.MemoryProfileSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The variables of one container: who it is, and what its agent may do. */
final class Environment {
  private final List<EnvVar> variables;

  private Environment(List<EnvVar> variables) {
    this.variables = new ArrayList<>(variables);
  }

  static List<EnvVar> of(
      Container container,
      String namespace,
      PodWorkload workload,
      String javaToolOptions,
      AgentSettings settings,
      MemoryProfileSpec profile) {
    Environment environment = new Environment(container.getEnv());
    environment.identity(container, namespace, workload);
    environment.settings(settings, profile);
    environment.put(literal(Names.JAVA_TOOL_OPTIONS, javaToolOptions));
    return environment.variables;
  }

  private void identity(Container container, String namespace, PodWorkload workload) {
    put(literal("MEMORY_SYSTEM_NAMESPACE", namespace));
    put(field("MEMORY_SYSTEM_POD", "metadata.name"));
    put(field("MEMORY_SYSTEM_POD_UID", "metadata.uid"));
    put(field("MEMORY_SYSTEM_NODE", "spec.nodeName"));
    put(literal("MEMORY_SYSTEM_WORKLOAD_KIND", workload.kind()));
    put(literal("MEMORY_SYSTEM_WORKLOAD_NAME", workload.name()));
    put(literal("MEMORY_SYSTEM_CONTAINER", container.getName()));
    put(literal("MEMORY_SYSTEM_IMAGE", Objects.requireNonNullElse(container.getImage(), "")));
    put(literal("MEMORY_SYSTEM_DIR", Names.DIRECTORY));
  }

  /** To the collector. */
  private void access(AgentIdentity identity) {
    putIfAbsent("MEMORY_SYSTEM_ENDPOINT", identity.endpoint());
    putIfAbsent("MEMORY_SYSTEM_TOKEN_FILE", Names.IDENTITY_DIRECTORY + "/" + IdentityVolume.TOKEN);
    putIfAbsent("MEMORY_SYSTEM_CA_FILE", Names.IDENTITY_DIRECTORY + "/" + IdentityVolume.CA);
  }

  private void settings(AgentSettings settings, MemoryProfileSpec profile) {
    settings.identity().ifPresent(this::access);
    putIfAbsent("MEMORY_SYSTEM_ENDPOINT", settings.endpoint());
    putIfAbsent("MEMORY_SYSTEM_INTERVAL", Integer.toString(settings.intervalSeconds()));
    putIfAbsent("MEMORY_SYSTEM_MAX_CPU_PERCENT", plainNumber(profile.overhead().cpuPercent()));
    putIfAbsent(
        "MEMORY_SYSTEM_MAX_MEMORY_MB", Integer.toString(profile.overhead().memoryMebibytes()));
    putIfAbsent("MEMORY_SYSTEM_MAX_PAUSE_MS", Long.toString(profile.overhead().pause().toMillis()));
    putIfAbsent("MEMORY_SYSTEM_ALLOCATION_SITES", profile.capture().allocationSites().name());
  }

  /** In place when it is there: variables after it may refer to it. Of several, the last counts. */
  private void put(EnvVar variable) {
    int last = lastIndex(variable.getName());
    if (last < 0) {
      variables.add(variable);
    } else {
      variables.set(last, variable);
    }
  }

  /** What the pod's author set by hand stays. */
  private void putIfAbsent(String name, String value) {
    if (lastIndex(name) < 0) {
      variables.add(literal(name, value));
    }
  }

  private int lastIndex(String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static EnvVar literal(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        // The API server would add the version itself; with it a second pass changes nothing.
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }

  private static String plainNumber(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
