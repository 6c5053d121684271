package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.webhook.WebhookServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What a review takes at the webhook, over TLS, with caches that a real API server fills. No test:
 * surefire runs it when named.
 *
 * <pre>mvn -pl operator -am test -Dtest=AdmissionLatencyBench
 * -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * The last lines of its output say minimum, median and maximum over the runs, in milliseconds.
 */
@QuarkusTest
@WithTestResource(TestCluster.class)
class AdmissionLatencyBench {
  private static final int RUNS = 7;
  private static final int REVIEWS = 2_000;

  /** As a busy controller manager: it creates pods from several workers. */
  private static final int CALLERS = 4;

  private static final int NAMESPACES = 50;

  ApiServer server;

  @Inject KubernetesClient client;
  @Inject Cluster cluster;
  @Inject WebhookServer webhook;

  @Test
  void measure() throws Exception {
    for (int i = 0; i < NAMESPACES; i++) {
      namespace("bench-" + i);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> webhook.isServing() && cluster.profiles().size() >= NAMESPACES);
    List<double[]> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      runs.add(run());
    }
    System.out.printf(
        Locale.ROOT,
        "admission, the first %d reviews: p50 %.2f ms, p99 %.2f ms%n",
        REVIEWS,
        at(runs.getFirst(), 0.5),
        at(runs.getFirst(), 0.99));
    for (double quantile : new double[] {0.5, 0.99, 1}) {
      double[] over =
          runs.stream().skip(1).mapToDouble(run -> at(run, quantile)).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "admission, %d runs of %d reviews by %d callers: %s min %.2f ms, median %.2f ms, max %.2f ms%n",
          over.length,
          REVIEWS,
          CALLERS,
          quantile == 1 ? "slowest" : "p" + (int) (quantile * 100),
          over[0],
          over[over.length / 2],
          over[over.length - 1]);
    }
  }

  /** Milliseconds of each review, sorted. */
  private double[] run() throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(WebhookTrust.of(client)).build();
    URI mutate = URI.create("https://localhost:" + webhook.actualPort() + "/mutate");
    double[] milliseconds = new double[REVIEWS];
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        ends.add(
            callers.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < REVIEWS; i = next.getAndIncrement()) {
                    milliseconds[i] = review(http, mutate, "bench-" + i % NAMESPACES);
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    Arrays.sort(milliseconds);
    return milliseconds;
  }

  private static double review(HttpClient http, URI mutate, String namespace) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(mutate)
            .POST(HttpRequest.BodyPublishers.ofString(body(namespace)))
            .build();
    long started = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    double milliseconds = (System.nanoTime() - started) / 1e6;
    assertThat(answer.body()).contains("JSONPatch");
    return milliseconds;
  }

  /** A dry run: pods that never come to be are a matter of the circuit. */
  private static String body(String namespace) throws Exception {
    return Files.readString(
            Path.of("src/test/resources/dev/memorysystem/operator/webhook/deployment.review.json"))
        .replace("\"shop\"", "\"" + namespace + "\"")
        .replace("\"dryRun\": false", "\"dryRun\": true");
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  private void namespace(String name) {
    try (KubernetesClient user = server.client()) {
      user.resource(TestObjects.namespace(name, TestObjects.LABELLED)).create();
      user.resource(TestObjects.profile(name, "all", "{}")).create();
    }
  }
}
