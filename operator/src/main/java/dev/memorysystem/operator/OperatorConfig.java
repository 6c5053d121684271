package dev.memorysystem.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The environment of the operator: {@code MEMORY_SYSTEM_…}; README.md says what each means. */
@ConfigMapping(prefix = "memory-system")
public interface OperatorConfig {
  /** How the collector knows who is speaking to it. */
  enum Identity {
    NONE,
    KUBERNETES
  }

  @WithDefault("memory-system")
  String namespace();

  Optional<String> pod();

  @WithDefault("memory-system-operator")
  String lease();

  @WithDefault("http://memory-system-collector.memory-system.svc:8080")
  String collectorApi();

  @WithDefault("http://memory-system-collector.memory-system.svc:4318")
  String collectorOtlp();

  @WithDefault("9443")
  int webhookPort();

  /** For all of a pod: half of what the API server waits for the webhook (1 s). */
  @WithDefault("PT0.5S")
  Duration configMapTimeout();

  @WithDefault("memory-system")
  String webhookConfiguration();

  @WithDefault("memory-system-webhook")
  String webhookService();

  @WithDefault("memory-system-webhook-tls")
  String webhookSecret();

  @WithDefault("memory-system-ca")
  String authoritySecret();

  /** {@code none}, or {@code kubernetes}: TLS and ServiceAccount tokens towards the collector. */
  @WithDefault("NONE")
  Identity identity();

  @WithDefault("memory-system-collector")
  String collectorSecret();

  @WithDefault("memory-system-collector")
  String collectorService();

  /** File with the operator's own token for the collector, kept fresh by kubelet. */
  @WithDefault("/var/run/secrets/memory-system.dev/token")
  Path tokenFile();

  /** How long the webhook goes on to serve once the replica is told to stop. */
  @WithDefault("PT15S")
  Duration drain();

  /** Whether the definition of MemoryProfile is brought to this version at the start. */
  @WithDefault("true")
  boolean crdUpgrade();

  /** Whether the operator has the rights to restart workloads. */
  @WithDefault("false")
  boolean rollout();

  @WithDefault("kube-system,kube-public,kube-node-lease")
  List<String> excludedNamespaces();

  @WithDefault("memory-system/agent:0.2.0")
  String agentImage();

  @WithDefault("IfNotPresent")
  String agentImagePullPolicy();

  Optional<List<String>> agentPullSecrets();

  @WithDefault("15")
  int agentInterval();

  /** Whether pods that wait for our init container alone are evicted, to start without it. */
  @WithDefault("true")
  boolean evictStuckPods();

  /** JSON of the init container's resources. */
  @WithDefault(
      "{\"requests\":{\"cpu\":\"10m\",\"memory\":\"32Mi\"},"
          + "\"limits\":{\"cpu\":\"500m\",\"memory\":\"64Mi\"}}")
  String agentResources();

  /** JSON of a MemoryProfile's spec. */
  Optional<String> defaultProfile();
}
