package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the API server warns of, as kubectl would print it. */
public final class Warnings {
  private Warnings() {}

  /**
   * What came of a dry run.
   *
   * @param warnings the values of the answer's {@code Warning} headers
   */
  public record Answer<T>(T created, List<String> warnings) {}

  public static <T extends HasMetadata> Answer<T> dryRun(String namespace, T resource) {
    Heard heard = new Heard();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Cluster.CLIENT.getConfiguration())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("warnings", heard))
            .build()) {
      T created = client.resource(resource).inNamespace(namespace).dryRun().create();
      return new Answer<>(created, List.copyOf(heard.warnings));
    }
  }

  private static final class Heard implements Interceptor {
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      warnings.addAll(response.headers("Warning"));
    }
  }
}
