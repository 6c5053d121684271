package dev.memorysystem.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.injection.AgentSettings;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.operator.Leadership;
import dev.memorysystem.operator.NeedsApiServer;
import dev.memorysystem.operator.TestCluster;
import dev.memorysystem.operator.TestObjects;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.ClusterLookups;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.event.EventPublisher;
import dev.memorysystem.operator.status.Observed;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Restarts against a real API server whose dry runs call the operator's webhook; what controllers
 * would do, the test does. The profile is not stored, so that the test takes every step.
 */
@QuarkusTest
@WithTestResource(TestCluster.class)
@NeedsApiServer
class RolloutsTest {
  ApiServer server;

  @Inject RolloutApi api;
  @Inject Injection injection;
  @Inject AgentSettings settings;
  @Inject Cluster cluster;
  @Inject ClusterLookups lookups;
  @Inject EventPublisher events;
  @Inject Leadership leadership;
  @Inject ServedCertificates certificates;

  private final MemoryProfile profile = new MemoryProfile();
  private @Nullable RolloutStatus status;
  private Instant now = Instant.parse("2026-01-01T10:00:00Z");
  private KubernetesClient client;
  private Rollouts rollouts;
  private Namespace namespace;

  @BeforeEach
  void newOperator(TestInfo test) {
    client = server.client();
    await().atMost(Duration.ofMinutes(1)).until(() -> leadership.isLeader() && cluster.isSynced());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> certificates.collectorAuthorities().isPresent());
    String method = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    namespace =
        new Namespace(
            client,
            method.substring(0, Math.min(50, method.length()))
                + Integer.toHexString(method.hashCode()));
    profile.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace.name)
            .withName("everything")
            .withUid(namespace.name)
            .build());
    spec("{rollout: OnChange, overhead: {cpuPercent: 1}}");
    rollouts = operator();
  }

  @AfterEach
  void close() {
    client.close();
  }

  /** As a new process: nothing is remembered. */
  private Rollouts operator() {
    return operator(api, true);
  }

  private Rollouts operator(RolloutApi with, boolean granted) {
    return new Rollouts(
        with, new Assessor(with, injection, settings), cluster, lookups, leadership, granted);
  }

  @Test
  void podsFromBeforeTheOperatorAreRestartedOnce() {
    namespace.deployment("orders", "", "");
    namespace.label();

    webhookIsReached();
    assertThat(step()).containsExactly("Deployment/orders Restarting null");
    assertThat(generation("orders")).isEqualTo(2);
    assertThat(step()).containsExactly("Deployment/orders Restarting null");

    namespace.finish("orders", "after");
    assertThat(step()).containsExactly("Deployment/orders Restarted null");
    assertThat(status)
        .returns(0, RolloutStatus::pending)
        .returns(1, RolloutStatus::restarted)
        .returns(0, RolloutStatus::refused);
    assertThat(generation("orders")).isEqualTo(2);
    assertThat(eventsAbout(namespace.deployment("orders"))).containsExactly("RestartedForAgent");
  }

  @Test
  void changedSettingsReachPodsOnceAndOnlyThoseTheyConcern() {
    namespace.label();
    webhookIsReached();
    namespace.deployment("orders", "", "");
    namespace.deployment("own", "", "env: [{name: MEMORY_SYSTEM_MAX_CPU_PERCENT, value: '7'}]");
    assertThat(step()).isEmpty();

    spec("{rollout: OnChange, overhead: {cpuPercent: 3}}");
    // The webhook has not seen the change yet, or is of another version.
    assertThat(step()).containsExactly("Deployment/orders Pending OtherAgent");
    assertThat(generation("orders")).isEqualTo(1);
  }

  @Test
  void aWorkloadThatCanNeverBeInjectedIsNeverTouched() {
    namespace.deployment(
        "secretive",
        "",
        "env: [{name: JAVA_TOOL_OPTIONS, valueFrom: {secretKeyRef: {name: a, key: b}}}]");
    namespace.deployment("out", "", "");
    namespace.deployment("other", "", "");
    client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName("out")
        .edit(
            it ->
                it.edit()
                    .editSpec()
                    .editTemplate()
                    .editMetadata()
                    .addToAnnotations("memory-system.dev/inject", "false")
                    .endMetadata()
                    .endTemplate()
                    .endSpec()
                    .build());
    namespace.settle("out");
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name)
                .withName("full")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("6"))
                .endSpec()
                .build())
        .create();
    client
        .resourceQuotas()
        .inNamespace(namespace.name)
        .withName("full")
        .editStatus(
            it ->
                new ResourceQuotaBuilder(it)
                    .withNewStatus()
                    .addToHard("pods", new Quantity("6"))
                    .addToUsed("pods", new Quantity("6"))
                    .endStatus()
                    .build());
    namespace.label();

    for (int i = 0; i < 5; i++) {
      now = now.plus(Duration.ofMinutes(6));
      assertThat(step())
          .containsExactly(
              "Deployment/other Refused DryRunRefused", "Deployment/secretive Refused ValueFrom");
    }

    assertThat(message("other")).contains("exceeded quota");
    assertThat(message("secretive")).contains("JAVA_TOOL_OPTIONS");
    assertThat(List.of(generation("other"), generation("secretive"))).containsOnly(1L);
    assertThat(generation("out")).isEqualTo(2);
  }

  @Test
  void podsThatComeWithoutTheAgentAllTheSameEndIt() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    // The webhook is out of reach just when the new pods come.
    unlabel();
    namespace.finish("orders", "after");
    namespace.label();

    for (int i = 0; i < 5; i++) {
      now = now.plus(Duration.ofMinutes(6));
      rollouts = operator();
      assertThat(step()).containsExactly("Deployment/orders Refused StillWithoutAgent");
    }

    assertThat(generation("orders")).isEqualTo(2);
  }

  @Test
  void anOperatorKilledBetweenPatchAndStatusGoesOnFromThere() {
    namespace.deployment("a-first", "", "");
    namespace.deployment("second", "", "");
    namespace.label();
    webhookIsReached();
    step();
    assertThat(generation("a-first")).isEqualTo(2);

    status = null;
    rollouts = operator();

    assertThat(step())
        .containsExactly(
            "Deployment/a-first Restarting null", "Deployment/second Pending WaitsForTurn");
    assertThat(generation("a-first")).isEqualTo(2);
    namespace.finish("a-first", "after");
    status = null;
    rollouts = operator();
    assertThat(step())
        .containsExactly("Deployment/second Restarting null", "Deployment/a-first Restarted null");
    assertThat(generation("a-first")).isEqualTo(2);
    assertThat(eventsAbout(namespace.deployment("a-first"))).containsExactly("RestartedForAgent");
  }

  @Test
  void twoOperatorsAtOnceRestartAWorkloadOnce() throws Exception {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    List<Rollouts> operators = Stream.generate(this::operator).limit(4).toList();
    Observed observed = observed();

    try (ExecutorService all = Executors.newFixedThreadPool(operators.size())) {
      List<Callable<Rollouts.Progress>> steps =
          operators.stream()
              .map(each -> (Callable<Rollouts.Progress>) () -> each.advance(observed))
              .toList();
      for (var done : all.invokeAll(steps)) {
        assertThat(done.get().status()).isPresent();
      }
    }

    assertThat(generation("orders")).isEqualTo(2);
  }

  @Test
  void oneWorkloadAtATimeAndTheNextWhenItIsAvailable() {
    namespace.deployment("a", "", "");
    namespace.deployment("b", "", "");
    namespace.label();
    webhookIsReached();

    assertThat(step())
        .containsExactly("Deployment/a Restarting null", "Deployment/b Pending WaitsForTurn");
    assertThat(step())
        .containsExactly("Deployment/a Restarting null", "Deployment/b Pending WaitsForTurn");
    namespace.finish("a", "after");
    assertThat(step())
        .containsExactly("Deployment/b Restarting null", "Deployment/a Restarted null");
    namespace.finish("b", "after");
    assertThat(step())
        .containsExactly("Deployment/a Restarted null", "Deployment/b Restarted null");
  }

  @Test
  void aDisruptionBudgetThatAllowsNothingIsWaitedFor() {
    namespace.deployment("orders", "", "");
    namespace.deployment(
        "wide", "strategy: {rollingUpdate: {maxUnavailable: 100%, maxSurge: 0}}", "");
    namespace.budget("orders", 0);
    namespace.budget("wide", 1);
    namespace.label();
    webhookIsReached();

    assertThat(step())
        .containsExactly(
            "Deployment/orders Pending DisruptionBudget",
            "Deployment/wide Pending DisruptionBudget");
    assertThat(message("orders")).contains("PodDisruptionBudget orders allows no disruption now");
    assertThat(message("wide")).contains("takes 2 pods away at once; lower maxUnavailable");
    namespace.allow("orders", 1);
    now = now.plusSeconds(31);

    assertThat(step())
        .containsExactly(
            "Deployment/orders Restarting null", "Deployment/wide Pending DisruptionBudget");
  }

  @Test
  void workloadsThatARestartWouldNotReachAreReported() {
    namespace.deployment("paused", "paused: true", "");
    namespace.statefulSet("by-hand", "updateStrategy: {type: OnDelete}");
    namespace.statefulSet("held", "updateStrategy: {rollingUpdate: {partition: 1}}");
    namespace.deployment("moving", "", "");
    namespace.exceedDeadline("moving");
    client.resource(TestObjects.pod(namespace.name, "bare").build()).create();
    namespace.label();

    assertThat(step())
        .containsExactly(
            "Pod/bare Refused NotRestartable",
            "StatefulSet/by-hand Refused OnDelete",
            "StatefulSet/held Refused Partitioned",
            "Deployment/moving Pending NotSettled",
            "Deployment/paused Pending Paused");
  }

  @Test
  void aRestartThatFailsIsTakenBackAndEndsTheProfilesRestarts() {
    namespace.deployment("a", "", "");
    namespace.deployment("b", "", "");
    namespace.label();
    webhookIsReached();
    step();

    namespace.exceedDeadline("a");
    assertThat(step())
        .containsExactly("Deployment/a Failed NotAvailable", "Deployment/b Pending Stopped");

    var taken = namespace.deployment("a");
    assertThat(taken.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("memory-system.dev/inject", "false");
    assertThat(taken.getMetadata().getAnnotations())
        .containsKey("memory-system.dev/rollout-failed");
    assertThat(eventsAbout(taken)).containsExactlyInAnyOrder("RestartedForAgent", "RolloutFailed");
    namespace.finish("a", "without");
    rollouts = operator();
    for (int i = 0; i < 3; i++) {
      assertThat(step())
          .containsExactly("Deployment/a Failed NotAvailable", "Deployment/b Pending Stopped");
    }
    assertThat(generation("a")).isEqualTo(3);

    // As the message says: kubectl annotate deployment/a memory-system.dev/rollout-failed-
    client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName("a")
        .edit(
            it ->
                it.edit()
                    .editMetadata()
                    .removeFromAnnotations("memory-system.dev/rollout-failed")
                    .endMetadata()
                    .build());
    assertThat(step())
        .containsExactly("Deployment/b Restarting null", "Deployment/a Restarted null");
    assertThat(namespace.deployment("a").getSpec()).isEqualTo(taken.getSpec());
  }

  @Test
  void aStatefulSetThatHangsIsTakenBackWithItsBrokenPod() {
    namespace.statefulSet("store", "volumeClaimTemplates: " + CLAIM);
    namespace.label();
    webhookIsReached();
    assertThat(step()).containsExactly("StatefulSet/store Restarting null");
    var set = namespace.statefulSet("store");
    client.pods().inNamespace(namespace.name).withName("store-1").withGracePeriod(0).delete();
    namespace.pod(set, set.getSpec().getTemplate(), "", 1, false);
    namespace.statefulSetStatus("store", "r1", "r2", 1);

    assertThat(step()).containsExactly("StatefulSet/store Restarting null");
    now = now.plus(Duration.ofMinutes(11));
    assertThat(step()).containsExactly("StatefulSet/store Failed NotAvailable");
    step();

    assertThat(namespace.pods())
        .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("store-0");
    assertThat(namespace.statefulSet("store").getMetadata().getGeneration()).isEqualTo(3);
  }

  private static final String CLAIM =
      "[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests:"
          + " {storage: 1Gi}}}}]";

  @Test
  void laterTroubleOfARestartedWorkloadIsNotOurs() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    namespace.finish("orders", "after");
    step();

    namespace.exceedDeadline("orders");
    rollouts = operator();

    assertThat(step()).containsExactly("Deployment/orders Restarted null");
    assertThat(generation("orders")).isEqualTo(2);
  }

  @Test
  void troubleWhileItWaitsForTheNextRestartIsNotOurs() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    namespace.finish("orders", "after");
    step();
    namespace.settle("orders");
    spec("{rollout: OnChange, overhead: {cpuPercent: 3}}");
    assertThat(step()).containsExactly("Deployment/orders Pending OtherAgent");

    namespace.exceedDeadline("orders");
    for (int i = 0; i < 3; i++) {
      rollouts = operator();
      assertThat(step()).containsExactly("Deployment/orders Pending NotSettled");
    }

    assertThat(generation("orders")).isEqualTo(2);
  }

  /** With the status lost, what stands on the workload is all that is known. */
  @Test
  void laterTroubleIsNotOursToAnOperatorThatKnowsNothingElse() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    namespace.finish("orders", "after");
    step();

    namespace.exceedDeadline("orders");
    status = null;
    for (int i = 0; i < 3; i++) {
      rollouts = operator();
      now = now.plus(Duration.ofMinutes(11));
      assertThat(step()).containsExactly("Deployment/orders Restarted null");
    }

    assertThat(generation("orders")).isEqualTo(2);
    assertThat(eventsAbout(namespace.deployment("orders"))).containsExactly("RestartedForAgent");
  }

  @Test
  void thatARestartEndedIsNotedOnce() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    assertThat(mark("orders")).isEmpty();
    namespace.finish("orders", "after");
    step();
    Deployment noted = namespace.deployment("orders");

    now = now.plus(Duration.ofMinutes(11));
    step();

    assertThat(mark("orders"))
        .isPresent()
        .isEqualTo(Marks.read(noted.getSpec().getTemplate().getMetadata(), Marks.ROLLOUT));
    assertThat(namespace.deployment("orders").getMetadata().getResourceVersion())
        .isEqualTo(noted.getMetadata().getResourceVersion());
  }

  private Optional<String> mark(String deployment) {
    return Marks.read(namespace.deployment(deployment).getMetadata(), Marks.ENDED);
  }

  @Test
  void troubleOfAWorkloadThatTheStatusHasNoRoomForIsNotOurs() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    namespace.finish("orders", "after");
    step();

    namespace.exceedDeadline("orders");
    for (int i = 0; i < 3; i++) {
      status = null;
      now = now.plus(Duration.ofMinutes(11));
      assertThat(step()).containsExactly("Deployment/orders Restarted null");
    }

    assertThat(generation("orders")).isEqualTo(2);
  }

  @Test
  void onlyWhatTheStatusSaysIsUnderWayIsTakenBack() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    namespace.exceedDeadline("orders");

    status = null;
    rollouts = operator();

    assertThat(step()).containsExactly("Deployment/orders Restarting null");
    assertThat(generation("orders")).isEqualTo(2);
    assertThat(step()).containsExactly("Deployment/orders Failed NotAvailable");
    assertThat(generation("orders")).isEqualTo(3);
  }

  @Test
  void aRestartThatSomethingUndoesIsNotRepeated() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();

    annotateTemplate("orders", null);
    for (int i = 0; i < 3; i++) {
      rollouts = operator();
      assertThat(step()).containsExactly("Deployment/orders Refused Undone");
    }
    namespace.settle("orders");
    for (int i = 0; i < 3; i++) {
      rollouts = operator();
      assertThat(step()).containsExactly("Deployment/orders Refused Undone");
    }

    assertThat(message("orders")).contains("took the annotation memory-system.dev/rollout off");
    assertThat(generation("orders")).isEqualTo(3);
  }

  @Test
  void aRestartThatIsUndoneToAnEarlierOneIsNotRepeated() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    step();
    String template = Revision.hash(namespace.deployment("orders").getSpec().getTemplate());

    annotateTemplate("orders", template + "-0123456789");
    for (int i = 0; i < 3; i++) {
      rollouts = operator();
      assertThat(step()).containsExactly("Deployment/orders Refused Undone");
    }
    namespace.settle("orders");
    rollouts = operator();
    assertThat(step()).containsExactly("Deployment/orders Refused Undone");

    assertThat(generation("orders")).isEqualTo(3);
  }

  private void annotateTemplate(String deployment, @Nullable String revision) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName(deployment)
        .edit(
            it -> {
              var annotations = it.getSpec().getTemplate().getMetadata().getAnnotations();
              if (revision == null) {
                annotations.remove(Marks.ROLLOUT);
              } else {
                annotations.put(Marks.ROLLOUT, revision);
              }
              return it;
            });
  }

  @Test
  void aWorkloadThatAControllerMakesIsLeftToIt() {
    namespace.deployment("orders", "", "");
    client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName("orders")
        .edit(
            it ->
                it.edit()
                    .editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("example.com/v1")
                    .withKind("Shop")
                    .withName("main")
                    .withUid("shop")
                    .withController(true)
                    .endOwnerReference()
                    .endMetadata()
                    .build());
    namespace.label();
    webhookIsReached();

    assertThat(step()).containsExactly("Deployment/orders Refused Controlled");
    assertThat(message("orders")).contains("it belongs to Shop/main");
    assertThat(generation("orders")).isEqualTo(1);
  }

  @Test
  void aProfileDeletedDuringARestartHoldsNobodyUp() {
    namespace.deployment("a", "", "");
    namespace.deployment("b", "", "");
    namespace.label();
    webhookIsReached();
    assertThat(step())
        .containsExactly("Deployment/a Restarting null", "Deployment/b Pending WaitsForTurn");
    namespace.finish("a", "after");

    profile.getMetadata().setUid(namespace.name + "-anew");
    status = null;

    assertThat(step())
        .containsExactly("Deployment/b Restarting null", "Deployment/a Restarted null");
  }

  @Test
  void aProfileSwitchedOffStartsNothingAndSwitchedOnAgainRepeatsNothing() {
    namespace.deployment("a", "", "");
    namespace.deployment("b", "", "");
    namespace.label();
    webhookIsReached();
    step();

    spec("{rollout: Never, overhead: {cpuPercent: 1}}");
    assertThat(step()).containsExactly("Deployment/a Restarting null");
    namespace.finish("a", "after");
    assertThat(step()).containsExactly("Deployment/a Restarted null");
    assertThat(step()).isEmpty();
    assertThat(generation("b")).isEqualTo(1);
    spec("{rollout: OnChange, overhead: {cpuPercent: 1}}");
    assertThat(step())
        .containsExactly("Deployment/b Restarting null", "Deployment/a Restarted null");
    assertThat(generation("a")).isEqualTo(2);
  }

  @Test
  void withoutTheRightToItSaysWhichValueGrantsIt() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();

    rollouts = operator(api, false);
    assertThat(step()).containsExactly("Deployment/orders Pending NotGranted");
    assertThat(message("orders")).contains("rollout.enabled=true");

    rollouts = operator(new RolloutApi(reader()), true);
    assertThat(step()).containsExactly("Deployment/orders Pending NotGranted");
    assertThat(generation("orders")).isEqualTo(1);
  }

  /** The chart's flag is set, and the right it stands for was taken away. */
  private KubernetesClient reader() {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader, namespace: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects: [{kind: User, name: reader, apiGroup: rbac.authorization.k8s.io}]
                """
                    .formatted(namespace.name),
                RoleBinding.class))
        .create();
    Config config = new ConfigBuilder(client.getConfiguration()).build();
    config.setImpersonateUsername("reader");
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void theWholeOperatorDoesItAndSaysSo() {
    namespace.deployment("orders", "", "");
    namespace.label();
    webhookIsReached();
    MemoryProfile stored = new MemoryProfile();
    stored.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace.name).withName("everything").build());
    stored.setSpec(profile.getSpec());
    client.resource(stored).create();

    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                namespace
                    .deployment("orders")
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getAnnotations()
                    .containsKey(Marks.ROLLOUT));
    namespace.finish("orders", "after");

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              MemoryProfileStatus said = client.resource(stored).get().getStatus();
              assertThat(said).isNotNull();
              assertThat(said.rollout())
                  .isNotNull()
                  .returns(1, RolloutStatus::restarted)
                  .returns(0, RolloutStatus::pending);
              assertThat(said.conditions())
                  .filteredOn(condition -> condition.getType().equals("RolledOut"))
                  .singleElement()
                  .returns("True", Condition::getStatus)
                  .returns("RolloutComplete", Condition::getReason);
            });
    assertThat(generation("orders")).isEqualTo(2);
  }

  /** One step of the operator, and what the status says then. */
  private List<String> step() {
    Rollouts.Progress progress = rollouts.advance(observed());
    events.publish(progress.notices());
    status = progress.status().orElse(null);
    return status == null
        ? List.of()
        : status.workloads().stream()
            .map(it -> it.kind() + "/" + it.name() + " " + it.state() + " " + it.reason())
            .toList();
  }

  private Observed observed() {
    profile.setStatus(
        new MemoryProfileStatus(
            null, List.of(), null, null, null, null, List.of(), List.of(), status));
    return new Observed(
        profile,
        namespace.pods().stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .toList(),
        0,
        Optional.empty(),
        true,
        Optional.empty(),
        true,
        Optional.empty(),
        new CollectorView.Snapshot(List.of(), List.of(), List.of(), true, Optional.empty()),
        Optional.empty(),
        now);
  }

  private void spec(String yaml) {
    profile.setSpec(Serialization.unmarshal("# YAML\n" + yaml, MemoryProfileSpec.class));
  }

  /** The operator's informer knows the label: a dry run is injected. */
  private void webhookIsReached() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                DryRun.refusal(
                        api,
                        TestObjects.pod(namespace.name, "probe").build(),
                        new Fingerprint(new TreeMap<>(Map.of("", settings.version()))))
                    .isEmpty());
  }

  private void unlabel() {
    client
        .namespaces()
        .withName(namespace.name)
        .edit(
            n ->
                n.edit()
                    .editMetadata()
                    .removeFromLabels("memory-system.dev/injection")
                    .endMetadata()
                    .build());
  }

  /** Of its spec: a Deployment's own counts changes of its annotations too. */
  private long generation(String deployment) {
    Deployment found = namespace.deployment(deployment);
    return found.getMetadata().getGeneration() - mark(deployment).stream().count();
  }

  private String message(String workload) {
    return Objects.requireNonNull(status).workloads().stream()
        .filter(it -> it.name().equals(workload))
        .map(RolloutWorkload::message)
        .findFirst()
        .orElseThrow();
  }

  private List<String> eventsAbout(HasMetadata object) {
    return client.events().v1().events().inNamespace(namespace.name).list().getItems().stream()
        .filter(event -> object.getMetadata().getUid().equals(event.getRegarding().getUid()))
        .map(Event::getReason)
        .toList();
  }
}
