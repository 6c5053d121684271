package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What explains a failure afterwards: objects, Events and logs, one folder a test. */
final class Dump {
  private static final Path FOLDER = Path.of(System.getProperty("dumps", "target/dumps"));

  private static final Pattern INVOCATION = Pattern.compile("test-template-invocation:#(\\d+)");

  private Dump() {}

  static void write(ExtensionContext context, String namespace) {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getTestMethod().map(Method::getName).orElse("beforeAll")
            + invocation(context);
    Path folder = FOLDER.resolve(test).resolve(namespace);
    var client = Cluster.CLIENT;
    save(folder, "profiles.yaml", () -> yaml(Cluster.profiles().inNamespace(namespace).list()));
    save(folder, "pods.yaml", () -> yaml(client.pods().inNamespace(namespace).list()));
    save(folder, "events.yaml", () -> yaml(client.v1().events().inNamespace(namespace).list()));
    save(
        folder,
        "install-events.yaml",
        () -> yaml(client.v1().events().inNamespace(Cluster.INSTALL_NAMESPACE).list()));
    save(
        folder,
        "install-pods.yaml",
        () -> yaml(client.pods().inNamespace(Cluster.INSTALL_NAMESPACE).list()));
    for (String path : new String[] {"report", "processes", "findings", "assessments"}) {
      save(
          folder,
          "collector-" + path + ".json",
          () -> Cluster.collector("/api/v1/" + path).toPrettyString());
    }
    save(folder, "collector-metrics.txt", () -> Cluster.collectorText("/metrics"));
    Stream.of(namespace, Cluster.INSTALL_NAMESPACE).forEach(of -> logs(folder, of));
    System.out.println("e2e: " + test + " failed; objects and logs are in " + folder);
  }

  /** Of a parameterized test its number, else nothing. */
  private static String invocation(ExtensionContext context) {
    Matcher number = INVOCATION.matcher(context.getUniqueId());
    return number.find() ? "-" + number.group(1) : "";
  }

  private static void logs(Path folder, String namespace) {
    for (Pod pod : Cluster.CLIENT.pods().inNamespace(namespace).list().getItems()) {
      Stream.concat(
              pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
          .forEach(
              container -> {
                String name = pod.getMetadata().getName();
                var log =
                    Cluster.CLIENT
                        .pods()
                        .inNamespace(namespace)
                        .withName(name)
                        .inContainer(container.getName());
                String file = "log-" + name + "-" + container.getName();
                save(folder, file + ".txt", log::getLog);
                if (restarted(pod, container.getName())) {
                  save(folder, file + "-previous.txt", () -> log.terminated().getLog());
                }
              });
    }
  }

  private static boolean restarted(Pod pod, String container) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(status -> status.getName().equals(container) && status.getRestartCount() > 0);
  }

  private static String yaml(Object object) {
    return Serialization.asYaml(object);
  }

  /** A dump never hides the failure it explains: what cannot be had is said in its file. */
  private static void save(Path folder, String file, Supplier<String> content) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), contentOrFailure(content));
    } catch (IOException e) {
      System.out.println("e2e: cannot write " + folder.resolve(file) + ": " + e);
    }
  }

  private static String contentOrFailure(Supplier<String> content) {
    try {
      return content.get();
    } catch (RuntimeException e) {
      return "could not be had: " + e;
    }
  }
}
