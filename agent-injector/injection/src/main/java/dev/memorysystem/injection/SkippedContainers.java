package dev.memorysystem.injection;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The annotation {@link Names#SKIPPED}: {@code app=ValueFrom,sidecar=MountTaken}. */
public final class SkippedContainers {
  private SkippedContainers() {}

  static String write(Map<String, SkipReason> skipped) {
    return skipped.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /**
   * Reasons by container name. What no version of ours writes is left out: anyone can edit an
   * annotation.
   */
  public static Map<String, SkipReason> read(@Nullable String annotation) {
    Map<String, SkipReason> skipped = new TreeMap<>();
    if (annotation == null) {
      return skipped;
    }
    for (String entry : annotation.split(",", -1)) {
      String[] parts = entry.split("=", 2);
      Arrays.stream(SkipReason.values())
          .filter(reason -> parts.length == 2 && reason.name().equals(parts[1]))
          .forEach(reason -> skipped.put(parts[0], reason));
    }
    return skipped;
  }
}
