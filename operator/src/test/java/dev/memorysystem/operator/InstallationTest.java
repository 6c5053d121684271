package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.CommittedCrd;
import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  private static final String NAMESPACE = "memory-system";
  private static final String LEASE = "memory-system-operator";

  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    server = ApiServer.start();
    client = server.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  @AfterEach
  void forget() {
    definition().delete();
    await().atMost(Duration.ofMinutes(1)).until(() -> stored() == null);
  }

  @Test
  void anOlderDefinitionIsBroughtToThisVersionUnlessTheChartSaysNo() throws Exception {
    store(null);

    installation(false).settle();
    assertThat(specFields(stored())).containsKey("gone").doesNotContainKey("overhead");

    installation(true).settle();
    assertThat(specFields(stored())).containsKey("overhead").doesNotContainKey("gone");

    long generation = stored().getMetadata().getGeneration();
    installation(true).settle();
    assertThat(stored().getMetadata().getGeneration()).isEqualTo(generation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1.0", "0.2.0-rc1", "0.2.0", "no version"})
  void oneOfThisVersionOrOlderIsBroughtToIt(String version) throws Exception {
    store(version);

    installation(true).settle();

    assertThat(specFields(stored())).containsKey("overhead").doesNotContainKey("gone");
    assertThat(stored().getMetadata().getAnnotations())
        .containsEntry(MemoryProfile.DEFINITION_VERSION, "0.2.0");
  }

  /** A replica of this version that gains the lead during an upgrade, or after a rollback. */
  @ParameterizedTest
  @ValueSource(strings = {"0.2.1", "0.10.0", "1.0.0"})
  void aNewerOneIsLeftAsItIs(String version) throws Exception {
    CustomResourceDefinition newer = store(version);

    installation(true).settle();

    assertThat(stored().getMetadata().getGeneration())
        .isEqualTo(newer.getMetadata().getGeneration());
    assertThat(specFields(stored())).containsKey("gone");
  }

  @Test
  void theLeaseGoesWithTheReleaseAlsoAfterItIsRenewed() {
    Secret secret =
        client
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withNamespace(NAMESPACE)
                    .withName("memory-system-webhook-tls")
                    .endMetadata()
                    .build())
            .create();
    LeaseLock lock = new LeaseLock(NAMESPACE, LEASE, "operator-1");
    lock.create(client, held(0));

    installation(true).settle();
    lock.get(client);
    lock.update(client, held(1));

    assertThat(client.leases().inNamespace(NAMESPACE).withName(LEASE).get())
        .satisfies(
            lease -> {
              assertThat(lease.getSpec().getLeaseTransitions()).isEqualTo(1);
              assertThat(lease.getMetadata().getOwnerReferences())
                  .extracting(OwnerReference::getUid)
                  .containsExactly(secret.getMetadata().getUid());
            });
  }

  private static LeaderElectionRecord held(int transitions) {
    ZonedDateTime at = ZonedDateTime.of(2026, 1, 1, 0, 0, transitions, 0, ZoneOffset.UTC);
    return new LeaderElectionRecord("operator-1", Duration.ofSeconds(15), at, at, transitions);
  }

  private static Installation installation(boolean upgrade) {
    OperatorConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(OperatorConfig.class)
            .withDefaultValue("memory-system.crd-upgrade", Boolean.toString(upgrade))
            .build()
            .getConfigMapping(OperatorConfig.class);
    return new Installation(client, config);
  }

  /**
   * A definition with other fields than this version's.
   *
   * @param version empty for one that says none
   */
  private static CustomResourceDefinition store(@Nullable String version) throws Exception {
    CustomResourceDefinition other = CommittedCrd.read();
    Map<String, JSONSchemaProps> fields = specFields(other);
    fields.remove("overhead");
    fields.put("gone", new JSONSchemaPropsBuilder().withType("string").build());
    other
        .getMetadata()
        .setAnnotations(
            version == null ? Map.of() : Map.of(MemoryProfile.DEFINITION_VERSION, version));
    return client.resource(other).create();
  }

  private static CustomResourceDefinition stored() {
    return definition().get();
  }

  private static Resource<CustomResourceDefinition> definition() {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("memoryprofiles.memory-system.dev");
  }

  private static Map<String, JSONSchemaProps> specFields(CustomResourceDefinition definition) {
    return definition
        .getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema()
        .getProperties()
        .get("spec")
        .getProperties();
  }
}
