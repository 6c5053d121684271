package dev.memorysystem.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.CommittedCrd;
import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An operator that starts where the definition of MemoryProfile is missing. */
class MissingDefinitionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void theWebhookCanAnswerWithoutAndProfilesAreSeenOnceItIsBack() throws Exception {
    try (ApiServer server = ApiServer.start();
        KubernetesClient client = server.client()) {
      Cluster cluster = new Cluster(client, new ExcludedNamespaces(Set.of()), Clock.systemUTC());
      cluster.start(new StartupEvent());
      try {
        await().atMost(PATIENCE).until(cluster::isSynced);
        assertThat(cluster.isMissingDefinition()).isTrue();
        assertThat(cluster.profiles()).isEmpty();

        client.resource(CommittedCrd.read()).create();
        MemoryProfile profile = new MemoryProfile();
        profile.setMetadata(
            new ObjectMetaBuilder().withNamespace("default").withName("all").build());
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> client.resource(profile).create() != null);

        await().atMost(PATIENCE).until(() -> cluster.profiles("default").size() == 1);
        assertThat(cluster.isMissingDefinition()).isFalse();
        assertThat(cluster.isSynced()).isTrue();
      } finally {
        cluster.stop(new ShutdownEvent());
      }
    }
  }
}
