package dev.memorysystem.injection;

import static dev.memorysystem.injection.Names.JAVA_AGENT;
import static dev.memorysystem.injection.Names.JAVA_TOOL_OPTIONS;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Objects;

/** JAVA_TOOL_OPTIONS of a container with our agent in it, whoever set it before. */
sealed interface JavaToolOptions {
  record Value(String value) implements JavaToolOptions {}

  record Skip(SkipReason reason) implements JavaToolOptions {}

  /**
   * @param forced whether options that conflict with an agent are to be taken along
   */
  static JavaToolOptions of(
      Container container, String namespace, Lookups lookups, boolean forced) {
    if (!forced && ConflictingOptions.in(container)) {
      return new Skip(SkipReason.ConflictingOptions);
    }
    List<EnvVar> own =
        container.getEnv().stream().filter(v -> v.getName().equals(JAVA_TOOL_OPTIONS)).toList();
    if (own.isEmpty()) {
      return fromEnvFrom(container.getEnvFrom(), namespace, lookups, forced);
    }
    // Of several entries with one name the last counts, as in Kubernetes.
    EnvVar last = own.getLast();
    if (last.getValueFrom() != null) {
      return new Skip(SkipReason.ValueFrom);
    }
    return !forced && conflictsInConfigMaps(container.getEnvFrom(), namespace, lookups)
        ? new Skip(SkipReason.ConflictingOptions)
        : new Value(withAgent(Objects.requireNonNullElse(last.getValue(), "")));
  }

  /** As JDK_JAVA_OPTIONS; what cannot be read is taken not to have any. */
  private static boolean conflictsInConfigMaps(
      List<EnvFromSource> sources, String namespace, Lookups lookups) {
    return sources.stream()
        .filter(source -> source.getConfigMapRef() != null)
        .map(source -> lookups.configMap(namespace, source.getConfigMapRef().getName()))
        .anyMatch(
            answer ->
                answer instanceof Lookups.ConfigMapData.Found(var data)
                    && ConflictingOptions.in(data.values()));
  }

  /**
   * Of several sources with the key the last counts, as in Kubernetes. Secrets are never read. One
   * that is not there may come before the container starts, optional or not: a literal of ours
   * would then beat its value.
   */
  private static JavaToolOptions fromEnvFrom(
      List<EnvFromSource> sources, String namespace, Lookups lookups, boolean forced) {
    for (EnvFromSource source : sources.reversed()) {
      String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
      if (source.getConfigMapRef() == null || !JAVA_TOOL_OPTIONS.startsWith(prefix)) {
        continue;
      }
      String key = JAVA_TOOL_OPTIONS.substring(prefix.length());
      switch (lookups.configMap(namespace, source.getConfigMapRef().getName())) {
        case Lookups.ConfigMapData.Unavailable() -> {
          return new Skip(SkipReason.ConfigMapUnavailable);
        }
        case Lookups.ConfigMapData.Missing() -> {
          return new Skip(SkipReason.ConfigMapMissing);
        }
        case Lookups.ConfigMapData.Found(var data)
            when !forced && ConflictingOptions.in(data.values()) -> {
          return new Skip(SkipReason.ConflictingOptions);
        }
        case Lookups.ConfigMapData.Found(var data) when data.containsKey(key) -> {
          return new Value(withAgent(literal(Objects.requireNonNull(data.get(key)))));
        }
        case Lookups.ConfigMapData.Found(var data) -> {}
      }
    }
    return new Value(JAVA_AGENT);
  }

  private static String withAgent(String options) {
    if (options.contains(JAVA_AGENT)) {
      return options;
    }
    return options.isBlank() ? JAVA_AGENT : options + " " + JAVA_AGENT;
  }

  /** {@code $(NAME)} is expanded in a literal, but not in a value from a ConfigMap. */
  private static String literal(String value) {
    return value.replace("$(", "$$(");
  }
}
