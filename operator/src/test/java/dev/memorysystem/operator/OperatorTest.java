package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.PodCounts;
import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.webhook.WebhookServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The whole operator against a real API server that calls its webhook, and a scripted collector.
 */
@QuarkusTest
@WithTestResource(TestCluster.class)
@NeedsApiServer
class OperatorTest {
  /** Of a namespace, less a hash and a hyphen. */
  private static final int LONGEST_NAME = 54;

  FakeCollector collector;
  ApiServer server;

  /** Not the operator's own, whose rights are few. */
  private KubernetesClient client;

  @Inject WebhookServer webhook;
  @Inject ServedCertificates certificates;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private String namespace;

  /** A namespace of its own keeps tests apart. */
  @BeforeEach
  void ready(TestInfo test) {
    client = server.client();
    eventually()
        .untilAsserted(() -> assertThat(get("/q/health/ready").statusCode()).isEqualTo(200));
    eventually().until(() -> certificates.collectorAuthorities().isPresent());
    String method = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    namespace =
        method.substring(0, Math.min(method.length(), LONGEST_NAME))
            + "-"
            + Integer.toHexString(method.hashCode());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aLabelledNamespaceIsInjectedWithTheDefaultProfile() {
    labelled();

    Pod pod = create(podNamed("web"));

    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("memory-system.dev/injected", "0.2.0");
    assertThat(pod.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly("memory-system-agent");
    assertThat(env(pod))
        .containsEntry("MEMORY_SYSTEM_NAMESPACE", namespace)
        .containsEntry("MEMORY_SYSTEM_MAX_CPU_PERCENT", "1")
        .containsEntry("MEMORY_SYSTEM_ENDPOINT", collector.url())
        .containsEntry(
            "JAVA_TOOL_OPTIONS", "-Xss1m -javaagent:/memory-system/java/memory-system-agent.jar");
  }

  @Test
  void aDryRunIsInjectedTooAndWritesNothing() {
    labelled();

    Pod pod = client.resource(podNamed("dry").build()).dryRun().create();

    assertThat(pod.getMetadata().getAnnotations()).containsKey("memory-system.dev/injected");
    assertThat(client.pods().inNamespace(namespace).list().getItems()).isEmpty();
  }

  @Test
  void aPodSecurityRestrictedNamespaceAcceptsTheInjectedPod() {
    namespace(
        Map.of(
            "memory-system.dev/injection", "enabled",
            "pod-security.kubernetes.io/enforce", "restricted"));
    String profile = ", seccompProfile: {type: RuntimeDefault}";

    for (Pod pod : List.of(restricted("one", profile, ""), restricted("each", "", profile))) {
      assertThat(pod.getMetadata().getAnnotations()).containsKey("memory-system.dev/injected");
    }
  }

  /** Creates it. */
  private Pod restricted(String name, String ofPod, String ofContainer) {
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s}
                spec:
                  serviceAccountName: default
                  securityContext: {runAsNonRoot: true%s}
                  containers:
                    - name: app
                      image: orders:1
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}%s}
                """
                    .formatted(name, namespace, ofPod, ofContainer),
                Pod.class))
        .create();
  }

  @Test
  void aConfigMapOfEnvFromKeepsItsOptions() {
    labelled();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("jvm")
                .endMetadata()
                .addToData("JAVA_TOOL_OPTIONS", "-Xmx77m")
                .build())
        .create();

    Pod pod =
        create(
            podNamed("web")
                .editSpec()
                .editFirstContainer()
                .withEnv(List.of())
                .addNewEnvFrom()
                .withNewConfigMapRef("jvm", null)
                .endEnvFrom()
                .endContainer()
                .endSpec());

    assertThat(env(pod))
        .containsEntry(
            "JAVA_TOOL_OPTIONS", "-Xmx77m -javaagent:/memory-system/java/memory-system-agent.jar");
  }

  @Test
  void aLimitRangeDoesNotRefuseTheInjectedPod() {
    labelled();
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: narrow, namespace: %s}
                spec: {limits: [{type: Container, min: {cpu: 50m, memory: 90Mi},
                  max: {cpu: 200m, memory: 100Mi}, maxLimitRequestRatio: {cpu: 2}}]}
                """
                    .formatted(namespace),
                LimitRange.class))
        .create();

    Pod pod =
        eventually()
            .until(
                () ->
                    create(
                        podNamed("web")
                            .editSpec()
                            .editFirstContainer()
                            .withNewResources()
                            .addToRequests("cpu", new Quantity("100m"))
                            .addToRequests("memory", new Quantity("100Mi"))
                            .endResources()
                            .endContainer()
                            .endSpec()),
                created -> true);

    ResourceRequirements install = pod.getSpec().getInitContainers().getFirst().getResources();
    assertThat(install.getRequests()).containsEntry("memory", new Quantity("90Mi"));
    assertThat(install.getLimits()).containsEntry("cpu", new Quantity("100m"));
  }

  @Test
  void aFullQuotaAndALimitOfThePodTakeTheInjectedPodAsTheyTookThePlainOne() {
    labelled();
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: of-a-pod, namespace: %s}
                spec: {limits: [{type: Pod, max: {cpu: 50m, memory: 48Mi}, maxLimitRequestRatio: {cpu: 2}}]}
                """
                    .formatted(namespace),
                LimitRange.class))
        .create();
    String figures =
        "{requests.cpu: 25m, requests.memory: 40Mi, limits.cpu: 50m, limits.memory: 48Mi}";
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: exact, namespace: %s}
                spec: {hard: %s}
                """
                    .formatted(namespace, figures),
                ResourceQuota.class))
        .create();
    // As the quota controller would.
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: exact, namespace: %s}
                status:
                  hard: %s
                  used: {requests.cpu: 0, requests.memory: 0, limits.cpu: 0, limits.memory: 0}
                """
                    .formatted(namespace, figures),
                ResourceQuota.class))
        .updateStatus();

    Pod pod =
        eventually()
            .until(
                () ->
                    create(
                        podNamed("web")
                            .editSpec()
                            .editFirstContainer()
                            .withNewResources()
                            .addToRequests("cpu", new Quantity("25m"))
                            .addToRequests("memory", new Quantity("40Mi"))
                            .addToLimits("cpu", new Quantity("50m"))
                            .addToLimits("memory", new Quantity("48Mi"))
                            .endResources()
                            .endContainer()
                            .endSpec()),
                created -> true);

    assertThat(pod.getSpec().getInitContainers()).hasSize(1);
  }

  @Test
  void anEphemeralContainerOfAnInjectedPodIsLeftAsItIs() {
    labelled();
    Pod pod = create(podNamed("web"));

    Pod debugged =
        client
            .pods()
            .inNamespace(namespace)
            .withName("web")
            .ephemeralContainers()
            .edit(
                running ->
                    new PodBuilder(running)
                        .editSpec()
                        .addNewEphemeralContainer()
                        .withName("debug")
                        .withImage("busybox")
                        .endEphemeralContainer()
                        .endSpec()
                        .build());

    assertThat(debugged.getSpec().getEphemeralContainers())
        .singleElement()
        .satisfies(
            debug -> {
              assertThat(debug.getEnv()).isEmpty();
              assertThat(debug.getVolumeMounts()).isEmpty();
            });
    assertThat(debugged.getSpec().getContainers()).isEqualTo(pod.getSpec().getContainers());
  }

  @Test
  void theOperatorsOwnNamespaceIsNeverInjected() {
    namespace = "memory-system";

    Pod pod = create(podNamed("own"));

    assertThat(pod.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void aLeakGetsFromTheCollectorToStatusEventsAndBackAgain() throws IOException {
    labelled();
    profile("everything", "{}");
    Pod pod = running(create(deployed("orders-abc-1", "orders", "abc")));
    collector.say("process", pod.getMetadata().getUid(), process(pod, "orders"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String id = "heap-" + namespace;

    collector.say("finding", id, finding(id, pod, "suspected", 0.6, 100e6, now.minusSeconds(20)));
    eventually()
        .untilAsserted(
            () -> {
              assertThat(condition("everything", "LeakDetected").getReason())
                  .isEqualTo("LeakSuspected");
              assertThat(reasons(profile("everything"))).containsOnlyOnce("LeakSuspected");
            });
    collector.say(
        "finding", id, finding(id, pod, "confirmed", 0.95, 110e6, now.minusSeconds(20), now));

    eventually()
        .untilAsserted(
            () -> {
              MemoryProfileStatus status = status("everything");
              assertThat(condition("everything", "LeakDetected"))
                  .returns("True", Condition::getStatus)
                  .returns("LeakConfirmed", Condition::getReason)
                  .satisfies(
                      c ->
                          assertThat(c.getMessage())
                              .contains("com.example.Session leaks in Deployment/orders (app)")
                              .contains("com.example.Sessions.open(Sessions.java:42)"));
              assertThat(condition("everything", "Injected").getStatus()).isEqualTo("True");
              assertThat(condition("everything", "Collecting").getStatus()).isEqualTo("True");
              assertThat(condition("everything", "Ready").getStatus()).isEqualTo("True");
              assertThat(status.pods()).isEqualTo(new PodCounts(1, 1, 1, 0));
              assertThat(status.leaks()).isEqualTo(1);
              assertThat(status.worst()).isEqualTo("Session in orders (confirmed)");
              assertThat(status.exhaustedAt()).isNotNull();
              assertThat(status.findings())
                  .singleElement()
                  .returns(id, f -> f.id())
                  .returns("orders-abc-1", f -> f.running().pod())
                  .returns("2026-03-01T08:20:05Z", f -> f.running().since())
                  .returns(List.of("62 % com.example.Import.parse"), f -> f.running().lines())
                  .satisfies(
                      f ->
                          assertThat(f.grownClasses().lines())
                              .first()
                              .asString()
                              .contains("1,204 -> 88,310 objects"))
                  .satisfies(
                      f -> assertThat(f.leftOpen().lines()).first().asString().contains("open 8"));
              assertThat(status.uncovered()).isEmpty();
            });
    eventually()
        .untilAsserted(
            () -> {
              assertThat(reasons(profile("everything"))).containsOnlyOnce("LeakConfirmed");
              assertThat(reasons(pod)).containsOnlyOnce("LeakConfirmed", "LeakSuspected");
            });

    String version = profile("everything").getMetadata().getResourceVersion();
    collector.say(
        "finding", id, finding(id, pod, "confirmed", 0.96, 111e6, now.minusSeconds(20), now));
    collector.hangUp();
    eventually().until(() -> collector.followers() == 1);
    collector.say(
        "finding",
        id,
        finding(id, pod, "resolved", 0.96, 0, now.minusSeconds(20), now, now.plusSeconds(1)));
    eventually()
        .untilAsserted(
            () ->
                assertThat(condition("everything", "LeakDetected").getStatus())
                    .isNotEqualTo("True"));
    assertThat(status("everything").leaks()).isZero();
    assertThat(reasons(profile("everything")))
        .containsOnlyOnce("LeakSuspected", "LeakConfirmed", "LeakResolved");
    assertThat(profile("everything").getMetadata().getResourceVersion()).isNotEqualTo(version);
  }

  @Test
  void podsThatAreNotWatchedAreListedWithTheReason() {
    namespace(Map.of());
    running(create(podNamed("early")));
    profile("everything", "{}");
    eventually()
        .untilAsserted(
            () ->
                assertThat(condition("everything", "Injected").getReason())
                    .isEqualTo("NamespaceNotLabelled"));
    TestObjects.label(client, namespace);
    create(podNamed("fresh"));
    create(
        podNamed("out")
            .editMetadata()
            .addToAnnotations("memory-system.dev/inject", "false")
            .endMetadata());
    create(
        podNamed("secretive")
            .editSpec()
            .editFirstContainer()
            .withEnv(
                new EnvVarBuilder()
                    .withName("JAVA_TOOL_OPTIONS")
                    .withNewValueFrom()
                    .withNewSecretKeyRef("opts", "jvm", false)
                    .endValueFrom()
                    .build())
            .endContainer()
            .endSpec());

    eventually()
        .untilAsserted(
            () -> {
              assertThat(status("everything").pods()).isEqualTo(new PodCounts(4, 1, 0, 0));
              assertThat(gaps("everything"))
                  .containsOnly(
                      "early StartedBeforeLabel",
                      "fresh NotReportingYet",
                      "out OptedOut",
                      "secretive/app ValueFrom");
              assertThat(condition("everything", "Injected"))
                  .returns("False", Condition::getStatus)
                  .returns("PodsNotInjected", Condition::getReason)
                  .satisfies(
                      c -> assertThat(c.getMessage()).startsWith("2 of 4 pods").contains("early"));
              assertThat(condition("everything", "Collecting").getReason())
                  .isEqualTo("WaitingForPods");
            });
    eventually()
        .untilAsserted(
            () -> {
              assertThat(reasons(client.pods().inNamespace(namespace).withName("early").get()))
                  .containsExactly("StartedBeforeLabel");
              assertThat(reasons(client.pods().inNamespace(namespace).withName("secretive").get()))
                  .containsExactly("ValueFrom");
              assertThat(reasons(client.pods().inNamespace(namespace).withName("out").get()))
                  .isEmpty();
            });
  }

  @Test
  void ofTwoProfilesTheOlderHasThePodAndTheOtherSaysSo() {
    labelled();
    profile("a-first", "{}");
    create(podNamed("web"));
    eventually().untilAsserted(() -> assertThat(status("a-first").pods().matched()).isEqualTo(1));
    awaitNextSecond();
    profile("a-second", "{selector: {matchLabels: {app: web}}}");

    eventually()
        .untilAsserted(
            () -> {
              assertThat(condition("a-second", "Ready"))
                  .returns("False", Condition::getStatus)
                  .returns("PodsTaken", Condition::getReason)
                  .returns(
                      "all 1 pods that match belong to the older profile a-first",
                      Condition::getMessage);
              assertThat(status("a-second").pods()).isEqualTo(PodCounts.NONE);
            });
    client.resources(MemoryProfile.class).inNamespace(namespace).withName("a-first").delete();

    eventually()
        .untilAsserted(
            () -> {
              assertThat(status("a-second").pods().matched()).isEqualTo(1);
              assertThat(condition("a-second", "Ready").getStatus()).isEqualTo("True");
            });
  }

  @Test
  void aFindingWithoutAProfileIsToldOnTheWorkload() {
    labelled();
    HasMetadata deployment =
        client
            .resource(
                Serialization.unmarshal(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: orders, namespace: %s}
                    spec:
                      selector: {matchLabels: {app: orders}}
                      template:
                        metadata: {labels: {app: orders}}
                        spec: {containers: [{name: app, image: a}]}
                    """
                        .formatted(namespace),
                    Deployment.class))
            .create();
    Pod pod = create(deployed("orders-abc-1", "orders", "abc"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String id = "heap-" + namespace;

    collector.say(
        "finding", id, finding(id, pod, "confirmed", 0.95, 1e8, now.minusSeconds(9), now));

    eventually()
        .untilAsserted(
            () -> {
              assertThat(reasons(deployment)).containsOnlyOnce("LeakConfirmed", "LeakSuspected");
              assertThat(reasons(pod)).containsOnlyOnce("LeakConfirmed", "LeakSuspected");
            });
  }

  @Test
  void aFindingWhosePodsAreGoneBelongsToTheProfileOfTheWholeNamespace() {
    labelled();
    profile("some", "{selector: {matchLabels: {app: other}}}");
    profile("all", "{}");
    Pod gone = create(deployed("orders-abc-1", "orders", "abc"));
    client.resource(gone).withGracePeriod(0).delete();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String id = "heap-" + namespace;

    collector.say("finding", "broken", "{\"id\": 5, \"transitions\": [{\"at\": \"noon\"}]}");
    collector.say(
        "finding", id, finding(id, gone, "confirmed", 0.95, 1e8, now.minusSeconds(9), now));

    eventually().untilAsserted(() -> assertThat(status("all").leaks()).isEqualTo(1));
    eventually().untilAsserted(() -> assertThat(status("some").leaks()).isZero());
    assertThat(condition("all", "Injected").getReason()).isEqualTo("NoPods");
  }

  @Test
  void anIgnoredFindingIsShownWithoutConditionOrEventUntilItsTimeIsOver() {
    labelled();
    String id = "heap-" + namespace;
    profile("everything", "{findings: [{id: " + id + ", triage: Ignored, reason: known}]}");
    Pod pod = running(create(deployed("orders-abc-1", "orders", "abc")));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    collector.say(
        "finding", id, finding(id, pod, "confirmed", 0.95, 1e8, now.minusSeconds(9), now));

    eventually()
        .untilAsserted(
            () -> {
              assertThat(condition("everything", "LeakDetected"))
                  .returns("False", Condition::getStatus)
                  .returns("LeakIgnored", Condition::getReason);
              assertThat(status("everything").findings())
                  .singleElement()
                  .extracting(finding -> finding.triage().reason())
                  .isEqualTo("known");
            });
    assertThat(status("everything").leaks()).isZero();
    assertThat(reasons(pod)).isEmpty();
    client
        .resources(MemoryProfile.class)
        .inNamespace(namespace)
        .withName("everything")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"findings\":[]}}");
    eventually()
        .untilAsserted(
            () ->
                assertThat(condition("everything", "LeakDetected").getReason())
                    .isEqualTo("LeakConfirmed"));
  }

  @Test
  void aCollectorThatComesBackIsToldEverythingAndThatItWas() throws IOException {
    labelled();
    profile("everything", "{}");
    running(create(deployed("orders-abc-1", "orders", "abc")));

    collector.hangUp();

    eventually()
        .untilAsserted(
            () ->
                assertThat(collector.facts())
                    .filteredOn(fact -> eventName(fact).equals("memory.sync"))
                    .last()
                    .satisfies(
                        fact -> assertThat(body(fact).get("namespaces")).contains(namespace)));
  }

  private static String eventName(ResourceLogs fact) {
    return fact.getScopeLogs(0).getLogRecords(0).getEventName();
  }

  @Test
  void theCollectorHearsOfProfilesAndPodsAndOfTheirEnd() {
    labelled();
    profile(
        "everything",
        "{detection: {minimumConfidence: 0.7, horizon: 2d}, findings: [{id: a1, triage: Ignored}]}");
    create(deployed("orders-abc-1", "orders", "abc"));

    eventually()
        .untilAsserted(
            () -> {
              ResourceLogs profile = fact("memory.profile").orElseThrow();
              assertThat(body(profile))
                  .containsEntry("name", "everything")
                  .containsEntry("minimum_confidence", "0.7")
                  .containsEntry("horizon_seconds", "172800")
                  .containsEntry("findings", "[{id=a1, triage=Ignored}]");
              ResourceLogs pod = fact("memory.pod").orElseThrow();
              assertThat(values(pod.getResource().getAttributesList()))
                  .containsEntry("k8s.pod.name", "orders-abc-1")
                  .containsEntry("memory.workload.kind", "Deployment")
                  .containsEntry("memory.workload.name", "orders")
                  .containsKey("k8s.pod.uid");
              assertThat(body(pod))
                  .containsEntry("profile", "everything")
                  .containsEntry("revision", "abc");
              assertThat(body(pod).get("containers")).contains("memory_limit=268435456");
            });
    client.resources(MemoryProfile.class).inNamespace(namespace).withName("everything").delete();
    client.pods().inNamespace(namespace).withName("orders-abc-1").withGracePeriod(0).delete();

    eventually()
        .untilAsserted(
            () -> {
              assertThat(body(fact("memory.profile").orElseThrow()))
                  .containsEntry("deleted", "true");
              assertThat(body(fact("memory.pod").orElseThrow())).containsEntry("deleted", "true");
            });
  }

  /** The collector refuses the tokens of pods that are. */
  @Test
  void podsThatLiveAreNeverToldAsDeleted() {
    labelled();
    profile("everything", "{}");
    create(deployed("injected", "orders", "abc"));
    create(
        deployed("plain", "plain", "abc")
            .editMetadata()
            .addToAnnotations("memory-system.dev/inject", "false")
            .endMetadata());
    create(deployed("marker", "marker", "abc"));
    for (String pod : List.of("injected", "plain", "marker")) {
      eventually().until(() -> !podFacts(pod).isEmpty());
    }

    client
        .resources(MemoryProfile.class)
        .inNamespace(namespace)
        .withName("everything")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"marker\"}}}}");
    client
        .namespaces()
        .withName(namespace)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"memory-system.dev/injection\":null}}}");
    eventually()
        .untilAsserted(
            () -> assertThat(podFacts("injected").getLast()).doesNotContainKey("profile"));
    client.pods().inNamespace(namespace).withName("marker").withGracePeriod(0).delete();
    eventually()
        .untilAsserted(() -> assertThat(podFacts("marker").getLast()).containsKey("deleted"));

    assertThat(podFacts("injected")).noneMatch(fact -> fact.containsKey("deleted"));
    assertThat(podFacts("plain")).noneMatch(fact -> fact.containsKey("deleted"));
  }

  /** Bodies of all facts of a pod in this test's namespace. */
  private List<Map<String, String>> podFacts(String pod) {
    return collector.facts().stream()
        .filter(fact -> eventName(fact).equals("memory.pod"))
        .filter(
            fact -> {
              var resource = values(fact.getResource().getAttributesList());
              return namespace.equals(resource.get("k8s.namespace.name"))
                  && pod.equals(resource.get("k8s.pod.name"));
            })
        .map(OperatorTest::body)
        .toList();
  }

  @Test
  void factsThatTheCollectorRefusedAreSentAgain() {
    collector.refuse(true);
    int before = collector.refusals();
    labelled();
    profile("everything", "{}");
    eventually().until(() -> collector.refusals() > before);
    assertThat(fact("memory.profile")).isEmpty();

    collector.refuse(false);

    eventually().untilAsserted(() -> assertThat(fact("memory.profile")).isPresent());
  }

  @Test
  void metricsTellOfAdmissions() throws IOException, InterruptedException {
    labelled();
    create(podNamed("web"));

    assertThat(get("/metrics").body())
        .contains("memory_system_admission_seconds_count{outcome=\"injected\"}")
        .contains("memory_system_collector_connected 1.0");
  }

  @Test
  void theWebhookRefusesWhatIsNotForIt() throws Exception {
    HttpClient https = HttpClient.newBuilder().sslContext(WebhookTrust.of(client)).build();
    URI mutate = URI.create("https://localhost:" + webhook.actualPort() + "/mutate");

    assertThat(post(https, mutate, "{}").statusCode()).isEqualTo(400);
    assertThat(post(https, mutate.resolve("/other"), "{}").statusCode()).isEqualTo(404);
    assertThat(post(https, mutate, "x".repeat(5 * 1024 * 1024)).statusCode()).isEqualTo(413);
    assertThat(post(https, mutate, "{\"request\":{\"uid\":\"1\"}}").body())
        .contains("\"uid\":\"1\",\"allowed\":true");
  }

  // What tests are written in

  private static HttpResponse<String> post(HttpClient http, URI uri, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static ConditionFactory eventually() {
    return await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions();
  }

  private void labelled() {
    namespace(TestObjects.LABELLED);
  }

  private void namespace(Map<String, String> labels) {
    client.resource(TestObjects.namespace(namespace, labels)).create();
  }

  private void profile(String name, String spec) {
    client.resource(TestObjects.profile(namespace, name, spec)).create();
  }

  private PodBuilder podNamed(String name) {
    return TestObjects.pod(namespace, name)
        .editMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .editSpec()
        .editFirstContainer()
        .addNewEnv()
        .withName("JAVA_TOOL_OPTIONS")
        .withValue("-Xss1m")
        .endEnv()
        .withNewResources()
        .addToLimits("memory", new Quantity("256Mi"))
        .endResources()
        .endContainer()
        .endSpec();
  }

  /** A pod as a Deployment's ReplicaSet makes it. */
  private PodBuilder deployed(String name, String deployment, String hash) {
    return TestObjects.owned(podNamed(name), "ReplicaSet", deployment + "-" + hash, "rs-" + hash)
        .editMetadata()
        .addToLabels("pod-template-hash", hash)
        .endMetadata();
  }

  private Pod create(PodBuilder pod) {
    return client.resource(pod.build()).create();
  }

  /** What the kubelet would write. */
  private Pod running(Pod pod) {
    return client
        .resource(
            new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("app")
                .withImage("orders:1")
                .withImageID("sha256:1")
                .withReady(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .updateStatus();
  }

  private MemoryProfile profile(String name) {
    return client.resources(MemoryProfile.class).inNamespace(namespace).withName(name).get();
  }

  private MemoryProfileStatus status(String profile) {
    MemoryProfileStatus status = profile(profile).getStatus();
    assertThat(status).isNotNull();
    return status;
  }

  private Condition condition(String profile, String type) {
    return status(profile).conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<String> gaps(String profile) {
    return status(profile).uncovered().stream().map(OperatorTest::text).toList();
  }

  private static String text(UncoveredPod gap) {
    return gap.pod() + (gap.container() == null ? "" : "/" + gap.container()) + " " + gap.reason();
  }

  private List<String> reasons(HasMetadata regarding) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(e -> regarding.getMetadata().getUid().equals(e.getRegarding().getUid()))
        .map(Event::getReason)
        .toList();
  }

  private String workload(String name) {
    return "{\"namespace\":\"%s\",\"kind\":\"Deployment\",\"name\":\"%s\",\"container\":\"app\"}"
        .formatted(namespace, name);
  }

  private String process(Pod pod, String workload) {
    return "{\"instanceId\":\"i-%1$s\",\"workload\":%2$s,\"status\":\"reporting\",\"pod\":\"%3$s\",\"podUid\":\"%1$s\",\"intervalSeconds\":15}"
        .formatted(pod.getMetadata().getUid(), workload(workload), pod.getMetadata().getName());
  }

  private static final List<String> STATES = List.of("suspected", "confirmed", "resolved");

  private String finding(
      String id, Pod pod, String state, double confidence, double growth, Instant... transitions) {
    StringBuilder history = new StringBuilder();
    for (int i = 0; i < transitions.length; i++) {
      history
          .append(i == 0 ? "" : ",")
          .append(
              "{\"state\":\"%s\",\"at\":\"%s\",\"reason\":\"r%d\"}"
                  .formatted(STATES.get(i), transitions[i], i));
    }
    Instant now = Instant.now();
    return """
    {"id":"%s","state":"%s","kind":"heap","confidence":%s,"workload":%s,
     "processes":[{"instanceId":"i-%s","pod":"%s","podUid":"%s"}],
     "type":"com.example.Session",
     "allocationSite":["java.util.HashMap.newNode(HashMap.java:1)","com.example.Sessions.open(Sessions.java:42)"],
     "growthBytesPerHour":%s,
     "exhaustion":{"limit":268435456,"p10":"%s","p50":"%s","p90":"%s","assessedAt":"%s"},
     "evidence":{"applicationFrame":"com.example.Sessions.open(Sessions.java:42)"},
     "transitions":[%s],"reason":"it grows","recommendation":"Remove sessions.",
     "running":{"process":"i-1","pod":"orders-abc-1","since":"2026-03-01T08:20:05Z",
       "at":"2026-03-01T08:20:35Z","lines":["62 %% com.example.Import.parse"]},
     "grownClasses":{"process":"i-1","at":"2026-03-01T08:40:00Z",
       "lines":["com.example.Session: 1,204 -> 88,310 objects, 1.0 MiB -> 64.0 MiB"]},
     "leftOpen":{"process":"i-1","at":"2026-03-01T08:59:00Z",
       "lines":["java.util.zip.Inflater by com.example.Import.unpack: opened 9, closed 1, open 8"]}}"""
        .formatted(
            id,
            state,
            confidence,
            workload("orders"),
            pod.getMetadata().getUid(),
            pod.getMetadata().getName(),
            pod.getMetadata().getUid(),
            growth,
            now.plusSeconds(3600),
            now.plusSeconds(7200),
            now.plusSeconds(10800),
            now,
            history);
  }

  private static Map<String, String> env(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(v -> v.getName(), v -> v.getValue()));
  }

  /** The last fact of an event in this test's namespace. */
  private Optional<ResourceLogs> fact(String event) {
    return collector.facts().stream()
        .filter(
            fact ->
                fact.getScopeLogs(0).getLogRecords(0).getEventName().equals(event)
                    && namespace.equals(
                        values(fact.getResource().getAttributesList()).get("k8s.namespace.name")))
        .reduce((first, last) -> last);
  }

  private static Map<String, String> body(ResourceLogs fact) {
    return values(fact.getScopeLogs(0).getLogRecords(0).getBody().getKvlistValue().getValuesList());
  }

  private static Map<String, String> values(List<KeyValue> attributes) {
    return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, a -> text(a.getValue())));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(OperatorTest::text)
              .toList()
              .toString();
      case KVLIST_VALUE -> values(value.getKvlistValue().getValuesList()).toString();
      default -> "";
    };
  }

  /** Creation times have whole seconds. */
  private static void awaitNextSecond() {
    Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    await().until(() -> Instant.now().isAfter(next));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
