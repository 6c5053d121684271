package dev.memorysystem.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a watched program gets the JVM agent: by its environment, as the webhook does it. */
final class JavaAgent {
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  private JavaAgent() {}

  /** The agent's jar, as the launcher names it. */
  static Path jar() {
    Path jar = Path.of(System.getProperty("memory-system.java-agent", "memory-system-agent.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "the JVM agent is not at " + jar + "; run `make build`, or start bin/memory-system");
    }
    return jar;
  }

  /**
   * @param scratch where agents may write
   * @param inherited the caller's environment, whose JAVA_TOOL_OPTIONS are kept
   */
  static Map<String, String> environment(
      Path jar, int otlpHttpPort, Path scratch, Duration interval, Map<String, String> inherited) {
    var environment = new HashMap<String, String>();
    environment.put(OPTIONS, merge(inherited.get(OPTIONS), "-javaagent:" + jar));
    environment.put("MEMORY_SYSTEM_ENDPOINT", "http://127.0.0.1:" + otlpHttpPort);
    environment.put("MEMORY_SYSTEM_DIR", scratch.toString());
    environment.put("MEMORY_SYSTEM_INTERVAL", seconds(interval));
    environment.put("MEMORY_SYSTEM_WORKLOAD_KIND", "Process");
    return environment;
  }

  private static String merge(@Nullable String present, String ours) {
    String quoted = ours.contains(" ") ? "\"" + ours + "\"" : ours;
    return present == null || present.isBlank() ? quoted : present + " " + quoted;
  }

  private static String seconds(Duration interval) {
    return Long.toString(Math.max(1, interval.toSeconds()));
  }
}
