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

/** The definition of MemoryProfile is missing from the start, or is deleted. */
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
        await().atMost(PATIENCE).ignoreExceptions().until(() -> create(client, "all"));

        await().atMost(PATIENCE).until(() -> cluster.profiles("default").size() == 1);
        assertThat(cluster.isMissingDefinition()).isFalse();
        assertThat(cluster.isSynced()).isTrue();
      } finally {
        cluster.stop(new ShutdownEvent());
      }
    }
  }

  @Test
  void itIsNoticedWhenTheDefinitionIsDeletedAndWhenItIsBack() throws Exception {
    try (ApiServer server = ApiServer.start();
        KubernetesClient client = server.client()) {
      client.resource(CommittedCrd.read()).create();
      Cluster cluster = new Cluster(client, new ExcludedNamespaces(Set.of()), Clock.systemUTC());
      cluster.start(new StartupEvent());
      try {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> create(client, "first"));
        await().atMost(PATIENCE).until(() -> cluster.profiles("default").size() == 1);
        assertThat(cluster.isMissingDefinition()).isFalse();

        client.resource(CommittedCrd.read()).delete();
        await().atMost(PATIENCE).until(cluster::isMissingDefinition);
        assertThat(cluster.isSynced()).isTrue();
        await().atMost(PATIENCE).until(() -> cluster.profiles().isEmpty());

        client.resource(CommittedCrd.read()).create();
        await().atMost(PATIENCE).until(() -> !cluster.isMissingDefinition());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> create(client, "second"));
        await().atMost(PATIENCE).until(() -> cluster.profiles("default").size() == 1);
      } finally {
        cluster.stop(new ShutdownEvent());
      }
    }
  }

  private static boolean create(KubernetesClient client, String name) {
    MemoryProfile profile = new MemoryProfile();
    profile.setMetadata(new ObjectMetaBuilder().withNamespace("default").withName(name).build());
    return client.resource(profile).create() != null;
  }
}
