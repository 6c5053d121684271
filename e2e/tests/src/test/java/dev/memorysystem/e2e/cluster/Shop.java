package dev.memorysystem.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.e2e.Repository;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The demo's workloads in a namespace of their own: a service with a published leak, its fixed twin
 * and a cache that fills and stays; and a pod without Java. A leak takes minutes to show, so they
 * start with the first class of tests and are looked at by the last.
 */
public final class Shop implements CloseableResource {
  public static final String LEAKY = "checkout-leaky";
  public static final List<String> CONTROLS = List.of("checkout-fixed", "catalog-cache");
  public static final String PROFILE = "shop";

  /** A pod that runs no JVM. */
  public static final String NO_JAVA = "no-java";

  private static final String LEAK_EVENT = "LeakConfirmed";

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Shop.class);

  private final TestNamespace namespace = TestNamespace.labelled("shop");

  private Shop() {
    namespace.make();
    namespace.createProfile(PROFILE);
    manifests().forEach(this::apply);
    namespace.create(
        Workloads.pod(
            NO_JAVA, Workloads.podSpec(Workloads.shell("app", "exec sleep 1000000").build())));
  }

  public static Shop of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Shop.class, key -> new Shop(), Shop.class);
  }

  public TestNamespace namespace() {
    return namespace;
  }

  /** Name of the one pod of a workload. */
  public String pod(String workload) {
    return namespace.awaitReadyPod(workload).getMetadata().getName();
  }

  /**
   * Whether the leak is confirmed and its site known: growth alone confirms it on slow machines.
   */
  public static boolean named(MemoryProfileStatus status) {
    return status.findings().stream()
        .anyMatch(finding -> finding.confirmed() && finding.allocationSite() != null);
  }

  /** Events that tell of the confirmed leak. */
  public List<Event> leakEvents(String kind, String name) {
    return namespace.events(kind, name).stream()
        .filter(event -> event.getReason().equals(LEAK_EVENT))
        .toList();
  }

  /**
   * An Event on the profile and one on the pod that leaks for each time that the finding says more
   * than before, none on the controls, none repeated. It says more once its site is known, which on
   * a slow machine is after its growth has confirmed it.
   */
  public void assertToldOnce() {
    long said =
        namespace.profile(PROFILE).get().getStatus().findings().stream()
            .flatMap(finding -> finding.transitions().stream())
            .filter(transition -> transition.state().equals("confirmed"))
            .count();
    for (List<Event> told :
        List.of(leakEvents("MemoryProfile", PROFILE), leakEvents("Pod", pod(LEAKY)))) {
      assertThat(told).hasSizeBetween(1, (int) said).allSatisfy(Shop::isNotRepeated);
      assertThat(told).extracting(Event::getNote).doesNotHaveDuplicates();
    }
    for (String control : CONTROLS) {
      assertThat(leakEvents("Pod", pod(control))).isEmpty();
    }
  }

  private static void isNotRepeated(Event event) {
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getSeries()).isNull();
    assertThat(event.getDeprecatedCount()).isIn(null, 0, 1);
  }

  @Override
  public void close() {
    namespace.remove();
  }

  private void apply(Path manifest) {
    try (InputStream yaml = Files.newInputStream(manifest)) {
      for (HasMetadata resource : Cluster.CLIENT.load(yaml).items()) {
        resource.getMetadata().setNamespace(namespace.name());
        namespace.create(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> manifests() {
    try (Stream<Path> files = Files.list(Repository.path("e2e/workloads/k8s"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the shop, once, and hands it to those who ask. */
  static final class Start
      implements BeforeAllCallback, AfterTestExecutionCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
      of(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      if (context.getExecutionException().isPresent() && usesShop(context)) {
        of(context).namespace.afterTestExecution(context);
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Shop resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return of(context);
    }

    private static boolean usesShop(ExtensionContext context) {
      return Stream.of(context.getRequiredTestClass().getDeclaredConstructors())
          .anyMatch(constructor -> List.of(constructor.getParameterTypes()).contains(Shop.class));
    }
  }
}
