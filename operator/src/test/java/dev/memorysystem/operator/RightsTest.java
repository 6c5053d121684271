package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.operator.webhook.WebhookServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The operator has the rights that the chart gives and no other (see {@link TestCluster}), so that
 * what is missing fails here and in {@link OperatorTest}. This holds the other half: nothing is
 * given that is not used. What was used is in the API server's audit log. The rights of
 * rollout.enabled and agent.evictStuckPods are the matter of RolloutsTest and CircuitTest.
 */
@QuarkusTest
@WithTestResource(TestCluster.class)
@NeedsApiServer
class RightsTest {
  private static final String NAMESPACE = "rights";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As {@code group/resource verb name}; the name is empty where a rule names none. */
  record Use(String what, String verb, String name) {}

  /** The SDK renews its Lease by patches, and will not start without the right to update it. */
  private static final Use DEMANDED =
      new Use("coordination.k8s.io/leases", "update", "memory-system-operator");

  FakeCollector collector;
  ApiServer server;

  @Inject WebhookServer webhook;

  @Test
  void everyRightIsUsedAndNoneIsMissing() throws Exception {
    try (KubernetesClient admin = server.client()) {
      Set<Use> granted =
          ChartRights.rules(ChartRights.base(admin))
              .flatMap(RightsTest::uses)
              .filter(use -> !use.equals(DEMANDED))
              .collect(Collectors.toSet());
      assertThat(granted).hasSizeGreaterThan(20);

      await().atMost(Duration.ofMinutes(1)).until(webhook::isServing);
      keepTheOperatorBusy(admin);

      await("every right is used")
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(unused(granted)).isEmpty());
      assertThat(forbidden()).isEmpty();
    }
  }

  private void keepTheOperatorBusy(KubernetesClient admin) {
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("memory-system.dev/injection", "enabled")
                .endMetadata()
                .build())
        .create();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                admin.load(RightsTest.class.getResourceAsStream("rights.yaml")).serverSideApply());
    for (String kind :
        List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob")) {
      collector.say("finding", kind, finding(kind));
    }
    // Reconciled, and its leak is told by an Event.
    admin
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: memory-system.dev/v1alpha1
                kind: MemoryProfile
                metadata: {name: some, namespace: rights}
                spec: {selector: {matchLabels: {app: watched}}}
                """,
                MemoryProfile.class))
        .create();
  }

  private static String finding(String kind) {
    return """
    {"id":"rights-%1$s","state":"confirmed","kind":"heap","confidence":0.9,
     "workload":{"namespace":"rights","kind":"%1$s","name":"leaky","container":"app"},
     "processes":[],"type":"com.example.Session","allocationSite":[],
     "transitions":[{"state":"confirmed","at":"2026-01-01T00:00:00Z","reason":"r"}],
     "reason":"it grows","recommendation":"Remove sessions."}"""
        .formatted(kind);
  }

  private Set<String> unused(Set<Use> granted) throws IOException {
    Set<Use> used = used();
    return granted.stream()
        .filter(
            right ->
                used.stream()
                    .noneMatch(
                        use ->
                            use.what().equals(right.what())
                                && use.verb().equals(right.verb())
                                && (right.name().isEmpty() || use.name().equals(right.name()))))
        .map(Use::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Use> used() throws IOException {
    Set<Use> used = new HashSet<>();
    for (JsonNode event : audit()) {
      JsonNode object = event.path("objectRef");
      used.add(
          object.isMissingNode()
              ? new Use(event.path("requestURI").asText(), event.path("verb").asText(), "")
              : new Use(
                  object.path("apiGroup").asText()
                      + "/"
                      + object.path("resource").asText()
                      + (object.has("subresource")
                          ? "/" + object.path("subresource").asText()
                          : ""),
                  event.path("verb").asText(),
                  object.path("name").asText()));
    }
    return used;
  }

  private List<String> forbidden() throws IOException {
    return audit().stream()
        .filter(event -> event.path("responseStatus").path("code").asInt() == 403)
        .map(event -> event.path("verb").asText() + " " + event.path("requestURI").asText())
        .distinct()
        .toList();
  }

  /** The last line may be half written. */
  private List<JsonNode> audit() throws IOException {
    String text = Files.readString(server.auditLog());
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (IOException e) {
                throw new IllegalStateException(line, e);
              }
            })
        .toList();
  }

  private static Stream<Use> uses(PolicyRule rule) {
    Stream<String> resources =
        rule.getApiGroups().stream()
            .flatMap(group -> rule.getResources().stream().map(resource -> group + "/" + resource));
    List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return Stream.concat(resources, rule.getNonResourceURLs().stream())
        .flatMap(
            what ->
                rule.getVerbs().stream()
                    .flatMap(verb -> names.stream().map(name -> new Use(what, verb, name))));
  }
}
