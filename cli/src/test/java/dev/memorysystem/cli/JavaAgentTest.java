package dev.memorysystem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaAgentTest {
  private static Map<String, String> environment(String jar, Map<String, String> inherited) {
    return JavaAgent.environment(
        Path.of(jar), 4318, Path.of("scratch"), Duration.ofSeconds(5), inherited);
  }

  @Test
  void pointsTheAgentAtThisProcess() {
    assertThat(environment("agent.jar", Map.of()))
        .containsEntry("JAVA_TOOL_OPTIONS", "-javaagent:agent.jar")
        .containsEntry("MEMORY_SYSTEM_ENDPOINT", "http://127.0.0.1:4318")
        .containsEntry("MEMORY_SYSTEM_INTERVAL", "5");
  }

  @Test
  void keepsOptionsThatAreSet() {
    assertThat(environment("agent.jar", Map.of("JAVA_TOOL_OPTIONS", "-Xss1m")))
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xss1m -javaagent:agent.jar");
  }

  @Test
  void quotesAPathWithSpaces() {
    assertThat(environment("my agent.jar", Map.of()))
        .containsEntry("JAVA_TOOL_OPTIONS", "\"-javaagent:my agent.jar\"");
  }
}
