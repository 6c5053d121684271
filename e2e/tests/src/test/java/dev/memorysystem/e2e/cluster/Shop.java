package dev.memorysystem.e2e.cluster;

import dev.memorysystem.e2e.Repository;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The demo's workloads in a namespace of their own: a service with a published leak, its fixed twin
 * and a cache that fills and stays. A leak takes minutes to show, so they start with the first
 * class of tests and are looked at by the last.
 */
public final class Shop implements CloseableResource {
  public static final String LEAKY = "checkout-leaky";
  public static final List<String> CONTROLS = List.of("checkout-fixed", "catalog-cache");
  public static final String PROFILE = "shop";

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Shop.class);

  private final TestNamespace namespace = TestNamespace.labelled("shop");

  private Shop() {
    namespace.make();
    namespace.createProfile(PROFILE);
    manifests().forEach(this::apply);
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

  /** Starts the shop, once. */
  static final class Start implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      of(context);
    }
  }
}
