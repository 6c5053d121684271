package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;

/**
 * A namespace of a test class's own, with Pod Security "restricted" enforced and warned of: made
 * before the class, deleted after it, and dumped to a folder when one of its tests fails.
 */
public final class TestNamespace
    implements BeforeAllCallback,
        AfterAllCallback,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {
  /** Long enough for a noisy machine with two cores; nothing waits that long when all is well. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofSeconds(1);

  private final String name;
  private final boolean labelled;
  private final String enforced;

  private TestNamespace(String name, boolean labelled, String enforced) {
    this.name = name;
    this.labelled = labelled;
    this.enforced = enforced;
  }

  /** One whose new pods are injected. */
  public static TestNamespace labelled(String prefix) {
    return new TestNamespace(unique(prefix), true, "restricted");
  }

  /** One without the label. */
  public static TestNamespace plain(String prefix) {
    return new TestNamespace(unique(prefix), false, "restricted");
  }

  /** One that is there already, and stays. */
  public static TestNamespace existing(String name) {
    return new TestNamespace(name, false, "");
  }

  /** The same with another level of Pod Security enforced; of what is not "restricted" it warns. */
  public TestNamespace enforcing(String level) {
    return new TestNamespace(name, labelled, level);
  }

  private static String unique(String prefix) {
    return "e2e-" + prefix + "-" + UUID.randomUUID().toString().substring(0, 5);
  }

  public String name() {
    return name;
  }

  public <T extends HasMetadata> T create(T resource) {
    return Cluster.CLIENT.resource(resource).inNamespace(name).create();
  }

  /**
   * Waits until new pods are, or are not, injected. A label, a webhook or an endpoint reaches the
   * API server a moment after its change; this asks it without creating a pod.
   */
  public void awaitAdmission(boolean injected) {
    await("new pods in " + name + (injected ? " are" : " are not") + " injected")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> Cluster.injected(dryRunPod()) == injected);
  }

  /** What the API server and its webhooks would make of a pod. */
  public Pod dryRunPod() {
    return dryRun(Workloads.probe());
  }

  /** What the API server and its webhooks would make of it. */
  public <T extends HasMetadata> T dryRun(T resource) {
    return Cluster.CLIENT.resource(resource).inNamespace(name).dryRun().create();
  }

  public void delete(HasMetadata resource) {
    Cluster.CLIENT.resource(resource).inNamespace(name).withGracePeriod(0).delete();
  }

  /** Applies a profile with an empty spec and waits until the operator has seen it. */
  public MemoryProfile createProfile(String profile) {
    MemoryProfile resource = new MemoryProfile();
    resource.setMetadata(new ObjectMetaBuilder().withName(profile).build());
    return createProfile(resource);
  }

  /** Applies the profile and waits until the operator has seen it. */
  public MemoryProfile createProfile(MemoryProfile profile) {
    MemoryProfile created = create(profile);
    awaitStatus(
        profile.getMetadata().getName(),
        "is observed",
        status -> status.observedGeneration() != null);
    return created;
  }

  public Resource<MemoryProfile> profile(String profile) {
    return Cluster.profiles().inNamespace(name).withName(profile);
  }

  /** Waits until the profile's status is as {@code condition} says, and returns it. */
  public MemoryProfileStatus awaitStatus(
      String profile, String what, Predicate<MemoryProfileStatus> condition) {
    return awaitStatus(profile, what, PATIENCE, condition);
  }

  public MemoryProfileStatus awaitStatus(
      String profile, String what, Duration patience, Predicate<MemoryProfileStatus> condition) {
    return await("MemoryProfile %s/%s %s".formatted(name, profile, what))
        .atMost(patience)
        .pollInterval(POLL)
        .until(
            () -> profile(profile).get(),
            current ->
                current != null
                    && current.getStatus() != null
                    && condition.test(current.getStatus()))
        .getStatus();
  }

  /** Waits until every container of the pod is ready. */
  public Pod awaitReady(String pod) {
    return await("pod %s/%s is ready".formatted(name, pod))
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> Cluster.CLIENT.pods().inNamespace(name).withName(pod).get(), Workloads::ready);
  }

  /** Waits until a pod of the workload is ready. */
  public Pod awaitReadyPod(String app) {
    return await("a ready pod of %s/%s".formatted(name, app))
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> pods(app).stream().filter(Workloads::ready).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** What the pod's one container has printed. */
  public String log(String pod) {
    return Cluster.CLIENT.pods().inNamespace(name).withName(pod).getLog();
  }

  public List<Pod> pods(String app) {
    return Cluster.CLIENT
        .pods()
        .inNamespace(name)
        .withLabel(Workloads.NAME_LABEL, app)
        .list()
        .getItems();
  }

  /** Events about the object, the API server's own view of them. */
  public List<Event> events(String kind, String object) {
    return Cluster.CLIENT.events().v1().events().inNamespace(name).list().getItems().stream()
        .filter(event -> event.getRegarding() != null)
        .filter(event -> kind.equals(event.getRegarding().getKind()))
        .filter(event -> object.equals(event.getRegarding().getName()))
        .toList();
  }

  public void setLabelled(boolean injected) {
    Cluster.CLIENT
        .namespaces()
        .withName(name)
        .edit(
            namespace -> {
              if (injected) {
                namespace.getMetadata().getLabels().put(Cluster.INJECTION_LABEL, "enabled");
              } else {
                namespace.getMetadata().getLabels().remove(Cluster.INJECTION_LABEL);
              }
              return namespace;
            });
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    make();
  }

  void make() {
    Cluster.CLIENT
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", enforced)
                .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                .endMetadata()
                .build())
        .create();
    await("the default ServiceAccount of " + name)
        .atMost(PATIENCE)
        .until(
            () ->
                Cluster.CLIENT.serviceAccounts().inNamespace(name).withName("default").get()
                    != null);
    if (labelled) {
      setLabelled(true);
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      Dump.write(context, name);
    }
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Dump.write(context, name);
    throw failure;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    remove();
  }

  void remove() {
    Cluster.CLIENT.namespaces().withName(name).delete();
  }
}
