package dev.memorysystem.operator;

import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.AgentIdentity;
import dev.memorysystem.injection.AgentSettings;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.Names;
import dev.memorysystem.operator.certificate.CertificateSettings;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.cluster.ClusterLookups;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Turns the environment into the settings of each part, once, refusing what makes no sense. */
@Singleton
public final class Wiring {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  AgentSettings agentSettings(OperatorConfig config, KubernetesClient client) {
    return new AgentSettings(
        version(config.agentImage()),
        config.agentImage(),
        config.agentImagePullPolicy(),
        config.agentPullSecrets().orElse(List.of()).stream().filter(s -> !s.isBlank()).toList(),
        config.collectorOtlp(),
        config.agentInterval(),
        parse(
            client,
            "MEMORY_SYSTEM_AGENT_RESOURCES",
            config.agentResources(),
            ResourceRequirements.class));
  }

  @Produces
  @Singleton
  Injection injection(
      AgentSettings settings,
      ClusterLookups lookups,
      ServedCertificates certificates,
      OperatorConfig config) {
    return new Injection(
        config.identity() == OperatorConfig.Identity.NONE
            ? () -> settings
            : () ->
                settings.withIdentity(
                    certificates
                        .collectorAuthorities()
                        .map(ca -> new AgentIdentity(ca, Names.AUDIENCE, config.collectorOtlp()))),
        lookups);
  }

  @Produces
  @Singleton
  DefaultProfile defaultProfile(OperatorConfig config, KubernetesClient client) {
    return new DefaultProfile(
        config
            .defaultProfile()
            .filter(json -> !json.isBlank())
            .map(
                json ->
                    parse(client, "MEMORY_SYSTEM_DEFAULT_PROFILE", json, MemoryProfileSpec.class)));
  }

  @Produces
  @Singleton
  ExcludedNamespaces excludedNamespaces(OperatorConfig config) {
    Set<String> names = new HashSet<>(config.excludedNamespaces());
    names.add(config.namespace());
    return new ExcludedNamespaces(names);
  }

  @Produces
  @Singleton
  CertificateSettings certificateSettings(OperatorConfig config) {
    return new CertificateSettings(
        config.namespace(),
        config.authoritySecret(),
        config.webhookSecret(),
        config.webhookService(),
        config.webhookConfiguration(),
        config.collectorSecret(),
        config.collectorService(),
        config.identity() == OperatorConfig.Identity.KUBERNETES);
  }

  @Produces
  @Singleton
  ServedCertificates servedCertificates(KubernetesClient client, CertificateSettings names) {
    return new ServedCertificates(client, names);
  }

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(
      OperatorConfig config, Leadership leadership, Installation installation) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(config.lease())
        .withLeaseNamespace(config.namespace())
        .withIdentity(
            config
                .pod()
                .orElseGet(() -> Objects.requireNonNullElse(System.getenv("HOSTNAME"), "operator")))
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> {
                  leadership.gained();
                  installation.settle();
                },
                leadership::lost,
                leader -> {}))
        .build();
  }

  /** The tag; an image by digest alone has no version to show but its name. */
  private static String version(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    String withoutDigest = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    int tag = withoutDigest.indexOf(':');
    return tag < 0 ? withoutDigest : withoutDigest.substring(tag + 1);
  }

  private static <T> T parse(KubernetesClient client, String variable, String json, Class<T> type) {
    try {
      return client.getKubernetesSerialization().unmarshal(json, type);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          variable + " is not the JSON of a " + type.getSimpleName() + ": " + json, e);
    }
  }
}
