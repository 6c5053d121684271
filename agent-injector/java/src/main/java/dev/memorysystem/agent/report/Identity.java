package dev.memorysystem.agent.report;

import dev.memorysystem.agent.Settings;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/** Who reports: the OTLP resource of this process. */
public final class Identity {
  private Identity() {}

  /**
   * @param startTime of the process
   */
  public static Resource of(Settings settings, String agentVersion, Instant startTime) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(
        Signals.Resource.SERVICE_NAME,
        settings
            .text("MEMORY_SYSTEM_WORKLOAD_NAME")
            .orElseGet(() -> program(System.getProperty("sun.java.command", ""))));
    attributes.put(Signals.Resource.SERVICE_INSTANCE_ID, UUID.randomUUID().toString());
    attributes.put(Signals.Resource.TELEMETRY_DISTRO_NAME, "memory-system");
    attributes.put(Signals.Resource.TELEMETRY_DISTRO_VERSION, agentVersion);
    attributes.put(
        Signals.Resource.PROCESS_RUNTIME_NAME, System.getProperty("java.runtime.name", ""));
    attributes.put(
        Signals.Resource.PROCESS_RUNTIME_VERSION, System.getProperty("java.runtime.version", ""));
    attributes.put(Signals.Resource.PROCESS_CREATION_TIME, startTime.toString());
    OptionalLong pid = pid(Paths.get("/proc/self"));
    if (pid.isPresent()) {
      attributes.put(Signals.Resource.PROCESS_PID, pid.getAsLong());
    }
    attributes.put(
        Signals.Resource.MEMORY_WORKLOAD_KIND,
        settings.text("MEMORY_SYSTEM_WORKLOAD_KIND").orElse("Process"));
    attributes.put(
        Signals.Resource.MEMORY_WORKLOAD_NAME,
        settings
            .text("MEMORY_SYSTEM_WORKLOAD_NAME")
            .orElseGet(() -> program(System.getProperty("sun.java.command", ""))));
    copy(settings, "MEMORY_SYSTEM_NAMESPACE", Signals.Resource.K8S_NAMESPACE_NAME, attributes);
    copy(settings, "MEMORY_SYSTEM_POD", Signals.Resource.K8S_POD_NAME, attributes);
    copy(settings, "MEMORY_SYSTEM_POD_UID", Signals.Resource.K8S_POD_UID, attributes);
    copy(settings, "MEMORY_SYSTEM_NODE", Signals.Resource.K8S_NODE_NAME, attributes);
    copy(settings, "MEMORY_SYSTEM_CONTAINER", Signals.Resource.K8S_CONTAINER_NAME, attributes);
    copy(settings, "MEMORY_SYSTEM_IMAGE", Signals.Resource.CONTAINER_IMAGE_NAME, attributes);
    return Resource.create(attributes.build());
  }

  private static void copy(
      Settings settings, String variable, String name, AttributesBuilder attributes) {
    settings.text(variable).ifPresent(value -> attributes.put(name, value));
  }

  /**
   * Name of the program, without its arguments, which may hold secrets.
   *
   * @param command the system property sun.java.command: `org.example.Main …`, `module/class …` or
   *     `/path/to/some.jar …`
   */
  static String program(String command) {
    String first = command.trim();
    int space = first.indexOf(' ');
    if (space >= 0) {
      first = first.substring(0, space);
    }
    String name = first.substring(first.lastIndexOf('/') + 1);
    return name.isEmpty() ? "java" : name;
  }

  /** The link that procfs keeps for every process: its id inside the PID namespace of the mount. */
  static OptionalLong pid(Path self) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readSymbolicLink(self).toString()));
    } catch (IOException | RuntimeException notLinux) {
      return OptionalLong.empty();
    }
  }
}
