package dev.memorysystem.operator.webhook;

import dev.memorysystem.operator.TestObjects;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Creates pods without a pause, as dry runs, and notes each that is refused or not injected. */
final class PodLoad implements AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final String namespace;
  private final AtomicInteger injected = new AtomicInteger();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final ExecutorService creators = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ended;

  PodLoad(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    for (int i = 0; i < AT_ONCE; i++) {
      creators.execute(this::create);
    }
  }

  /** Until so many more have been created. */
  void awaitMore(int pods) {
    int until = injected.get() + pods;
    Awaitility.await("pods created").atMost(PATIENCE).until(() -> injected.get() >= until);
  }

  Queue<String> problems() {
    return problems;
  }

  @Override
  public void close() {
    ended = true;
    creators.close();
  }

  private void create() {
    while (!ended) {
      try {
        Pod pod =
            client
                .resource(
                    TestObjects.pod(namespace, "")
                        .editMetadata()
                        .withName(null)
                        .withGenerateName("web-")
                        .endMetadata()
                        .build())
                .dryRun()
                .create();
        if (pod.getMetadata().getAnnotations() != null
            && pod.getMetadata().getAnnotations().containsKey("memory-system.dev/injected")) {
          injected.incrementAndGet();
        } else {
          problems.add("not injected");
        }
      } catch (RuntimeException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
