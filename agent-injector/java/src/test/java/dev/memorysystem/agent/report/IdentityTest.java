package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void namesThePodAsTheWebhookWroteItDown() {
    var resource =
        Identity.of(
            Settings.of(
                Map.of(
                    "MEMORY_SYSTEM_NAMESPACE", "shop",
                    "MEMORY_SYSTEM_POD", "orders-1",
                    "MEMORY_SYSTEM_POD_UID", "u-1",
                    "MEMORY_SYSTEM_NODE", "n-1",
                    "MEMORY_SYSTEM_WORKLOAD_KIND", "Deployment",
                    "MEMORY_SYSTEM_WORKLOAD_NAME", "orders",
                    "MEMORY_SYSTEM_CONTAINER", "app",
                    "MEMORY_SYSTEM_IMAGE", "orders:1")),
            "1.2.3",
            START);
    assertThat(text(resource, "service.name")).isEqualTo("orders");
    assertThat(text(resource, "k8s.namespace.name")).isEqualTo("shop");
    assertThat(text(resource, "k8s.pod.name")).isEqualTo("orders-1");
    assertThat(text(resource, "k8s.pod.uid")).isEqualTo("u-1");
    assertThat(text(resource, "k8s.node.name")).isEqualTo("n-1");
    assertThat(text(resource, "k8s.container.name")).isEqualTo("app");
    assertThat(text(resource, "container.image.name")).isEqualTo("orders:1");
    assertThat(text(resource, "memory.workload.kind")).isEqualTo("Deployment");
    assertThat(text(resource, "memory.workload.name")).isEqualTo("orders");
    assertThat(text(resource, "telemetry.distro.name")).isEqualTo("memory-system");
    assertThat(text(resource, "telemetry.distro.version")).isEqualTo("1.2.3");
    assertThat(text(resource, "process.creation.time")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(resource.getAttribute(AttributeKey.longKey("process.pid")))
        .isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void outsideKubernetesItIsAProcess() {
    var resource = Identity.of(Settings.of(Map.of()), "1", START);
    assertThat(text(resource, "memory.workload.kind")).isEqualTo("Process");
    assertThat(text(resource, "k8s.pod.name")).isNull();
    assertThat(text(resource, "service.name")).isEqualTo(text(resource, "memory.workload.name"));
  }

  @Test
  void everyStartIsAnotherInstance() {
    var settings = Settings.of(Map.of());
    assertThat(text(Identity.of(settings, "1", START), "service.instance.id"))
        .isNotEqualTo(text(Identity.of(settings, "1", START), "service.instance.id"));
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.Main --password=x, org.example.Main",
    "/app/orders.jar serve, orders.jar",
    "com.example.app/com.example.Main, com.example.Main",
    "'', java"
  })
  void isCalledByItsProgramWithoutArguments(String command, String name) {
    assertThat(Identity.program(command)).isEqualTo(name);
  }

  @Test
  void hasNoPidWhereThereIsNoProcfs() {
    assertThat(Identity.pid(Path.of("/nonexistent"))).isEmpty();
  }

  private static String text(Resource resource, String key) {
    return resource.getAttribute(AttributeKey.stringKey(key));
  }
}
