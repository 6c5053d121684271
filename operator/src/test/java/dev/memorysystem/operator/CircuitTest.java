package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.operator.circuit.Circuits;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The agent keeps pods from starting, on a real API server that calls the webhook; the test writes
 * what a kubelet would.
 */
@QuarkusTest
@WithTestResource(TestCluster.class)
@NeedsApiServer
class CircuitTest {
  private static final String BACK_OFF = "{waiting: {reason: ImagePullBackOff}}";

  ApiServer server;

  @Inject Circuits circuits;

  private KubernetesClient client;

  @BeforeEach
  void connect() {
    client = server.client();
  }

  /** An open circuit of one test would be trouble for another. */
  @AfterEach
  void closed() {
    List.copyOf(circuits.open().keySet()).forEach(this::close);
    eventually().until(() -> circuits.open().isEmpty());
    client.close();
  }

  @Test
  void whereTheImageCannotBePulledNewPodsStartWithoutAndTheProfileSaysSoUntilItCan() {
    namespace("unavailable");
    profile("unavailable");
    Pod stuck = awaitInjected("unavailable", "stuck");

    install(stuck, BACK_OFF);

    eventually().until(() -> !isInjected(dryRun("unavailable", "next")));
    Pod next = client.resource(pod("unavailable", "next", "Pod")).create();
    assertThat(next.getSpec().getInitContainers()).isEmpty();
    assertThat(next.getMetadata().getAnnotations())
        .containsEntry("memory-system.dev/skipped", "app=AgentImageUnavailable");
    eventually()
        .untilAsserted(
            () -> {
              Condition injected = condition("unavailable");
              assertThat(injected.getStatus()).isEqualTo("False");
              assertThat(injected.getReason()).isEqualTo("AgentImageUnavailable");
              assertThat(injected.getMessage())
                  .contains("2 of 2 pods", "stuck (AgentImageUnavailable)", "agent.pullSecrets");
              assertThat(reasons("unavailable", "all")).contains("AgentImageUnavailable");
            });

    install(stuck, "{terminated: {exitCode: 0}}");

    eventually().until(() -> isInjected(dryRun("unavailable", "later")));
  }

  @Test
  void aPodThatNeverRanIsEvictedAndOneThatNobodyReplacesIsLeft() {
    namespace("evicted");
    Pod owned = create(pod("evicted", "owned", "ReplicaSet"));
    Pod bare = create(pod("evicted", "bare", "Pod"));
    install(owned, BACK_OFF);
    install(bare, BACK_OFF);

    eventually().until(() -> read(owned) == null);
    assertThat(read(bare)).isNotNull();
    eventually()
        .untilAsserted(
            () -> assertThat(reasons("evicted", "owned")).contains("AgentImageUnavailable"));
    assertThat(
            client.events().v1().events().inNamespace("evicted").list().getItems().stream()
                .map(Event::getNote))
        .anyMatch(note -> note.startsWith("evicted, as it had never run"))
        .anyMatch(note -> note.contains("new ones start without"));
  }

  /** Nothing would ever close it. */
  @Test
  void aNamespaceThatIsNoLongerWatchedIsNoTrouble() {
    namespace("unlabelled");
    install(awaitInjected("unlabelled", "stuck"), BACK_OFF);
    eventually().until(() -> circuits.open().containsKey("unlabelled"));

    client
        .namespaces()
        .withName("unlabelled")
        .edit(
            labelled ->
                new NamespaceBuilder(labelled)
                    .editMetadata()
                    .removeFromLabels("memory-system.dev/injection")
                    .endMetadata()
                    .build());

    eventually().until(() -> !circuits.open().containsKey("unlabelled"));
  }

  @Test
  void aWorkloadThatCrashesOnlySinceItHasTheAgentIsSpared() {
    namespace("crashing");
    profile("crashing");
    Pod old = pod("crashing", "old", "ReplicaSet");
    old.getMetadata().setAnnotations(Map.of("memory-system.dev/inject", "false"));
    status(
        client.resource(old).create(),
        "{phase: Running, containerStatuses: [{name: app, image: a, imageID: a, ready: true, restartCount: 0,"
            + " state: {running: {startedAt: '2026-01-01T00:00:00Z'}}}]}");
    Pod crashing = awaitInjected("crashing", "new", "ReplicaSet");
    status(
        crashing,
        """
        {phase: Running, containerStatuses: [{name: app, image: a, imageID: a, ready: false, restartCount: 4,
          state: {waiting: {reason: CrashLoopBackOff}},
          lastState: {terminated: {exitCode: 1, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:01Z'}}}]}""");

    eventually().until(() -> !isInjected(dryRun(pod("crashing", "next", "ReplicaSet"))));
    assertThat(isInjected(dryRun(pod("crashing", "other", "Pod")))).isTrue();
    assertThat(create(pod("crashing", "next", "ReplicaSet")).getMetadata().getAnnotations())
        .containsEntry("memory-system.dev/skipped", "app=CrashesWithAgent")
        .containsEntry("memory-system.dev/spared", "memory-system/agent:0.2.0");
    eventually()
        .untilAsserted(
            () -> {
              assertThat(condition("crashing").getReason()).isEqualTo("CrashesWithAgent");
              assertThat(condition("crashing").getMessage()).contains("kubectl logs --previous");
            });

    client.pods().inNamespace("crashing").withName("new").withGracePeriod(0).delete();

    eventually().until(() -> read(crashing) == null);
    assertThat(isInjected(dryRun(pod("crashing", "later", "ReplicaSet"))))
        .as("the spared pod holds it open")
        .isFalse();
  }

  /** As under a policy about images. */
  @Test
  void anOwnerWhosePodsAreRefusedWithTheAgentGetsThemWithout() {
    namespace("refused");
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: no-foreign-images}
                spec:
                  failurePolicy: Fail
                  matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
                  validations: [{expression: "!has(object.spec.initContainers)", message: "no foreign images"}]
                """,
                ValidatingAdmissionPolicy.class))
        .create();
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: no-foreign-images}
                spec:
                  policyName: no-foreign-images
                  validationActions: [Deny]
                  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: refused}}}
                """,
                ValidatingAdmissionPolicyBinding.class))
        .create();

    Pod foreign = pod("refused", "foreign", "Pod");
    foreign.getMetadata().setAnnotations(Map.of("memory-system.dev/inject", "false"));
    foreign
        .getSpec()
        .setInitContainers(List.of(new ContainerBuilder().withName("i").withImage("i").build()));
    eventually()
        .until(
            () -> {
              try {
                dryRun(foreign);
                return false;
              } catch (KubernetesClientException e) {
                return e.getMessage().contains("no foreign images");
              }
            });

    eventually()
        .untilAsserted(
            () -> {
              Pod created = client.resource(pod("refused", "web", "ReplicaSet")).create();
              assertThat(created.getMetadata().getAnnotations())
                  .containsEntry("memory-system.dev/skipped", "app=RefusedWithAgent");
            });
    eventually()
        .untilAsserted(
            () ->
                assertThat(client.resource(pod("refused", "web-2", "ReplicaSet")).create())
                    .as("its next pod at once")
                    .isNotNull());
  }

  private Pod awaitInjected(String namespace, String name) {
    return awaitInjected(namespace, name, "Pod");
  }

  /** The label of a new namespace takes a moment to be known. */
  private Pod awaitInjected(String namespace, String name, String owner) {
    eventually().until(() -> isInjected(dryRun(pod(namespace, "probe", "Pod"))));
    Pod created = client.resource(pod(namespace, name, owner)).create();
    assertThat(isInjected(created)).isTrue();
    return created;
  }

  private Pod create(Pod pod) {
    return client.resource(pod).create();
  }

  private static boolean isInjected(Pod pod) {
    return !pod.getSpec().getInitContainers().isEmpty();
  }

  private Pod dryRun(String namespace, String name) {
    return dryRun(pod(namespace, name, "Pod"));
  }

  private Pod dryRun(Pod pod) {
    return client.resource(pod).dryRun().create();
  }

  private Pod read(Pod pod) {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .get();
  }

  private void install(Pod pod, String state) {
    status(
        pod,
        """
        {phase: Pending, initContainerStatuses: [{name: memory-system-agent, image: a, imageID: '', ready: false,
          restartCount: 0, state: %s}]}"""
            .formatted(state));
  }

  private void status(Pod pod, String status) {
    client
        .resource(
            new PodBuilder(read(pod))
                .withStatus(Serialization.unmarshal("# YAML\n" + status, PodStatus.class))
                .build())
        .updateStatus();
  }

  /** A pod in which the agent is installed. */
  private void close(String namespace) {
    client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(CircuitTest::isInjected)
        .forEach(pod -> install(pod, "{terminated: {exitCode: 0}}"));
  }

  private Condition condition(String namespace) {
    return Optional.ofNullable(
            client
                .resources(MemoryProfile.class)
                .inNamespace(namespace)
                .withName("all")
                .get()
                .getStatus())
        .orElseThrow()
        .conditions()
        .stream()
        .filter(condition -> condition.getType().equals("Injected"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> reasons(String namespace, String object) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(object))
        .map(Event::getReason)
        .toList();
  }

  private void namespace(String name) {
    client.resource(TestObjects.namespace(name, TestObjects.LABELLED)).create();
    eventually().until(() -> isInjected(dryRun(pod(name, "probe", "Pod"))));
  }

  private void profile(String namespace) {
    client.resource(TestObjects.profile(namespace, "all", "{}")).create();
  }

  /**
   * @param owner its kind, or Pod for none
   */
  private static Pod pod(String namespace, String name, String owner) {
    PodBuilder pod =
        TestObjects.pod(namespace, name)
            .editMetadata()
            .addToLabels("pod-template-hash", "5d8f")
            .endMetadata();
    return (owner.equals("Pod") ? pod : TestObjects.owned(pod, owner, "web-5d8f", "uid-of-web"))
        .build();
  }

  private static ConditionFactory eventually() {
    return await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions();
  }
}
