package dev.memorysystem.collector;

import static dev.memorysystem.collector.GuardedCollector.liveSet;
import static dev.memorysystem.collector.GuardedCollector.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.receive.NamespaceLimits;
import dev.memorysystem.testkit.TestIdentity;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One namespace sends as fast as it can. */
class NoisyNamespaceTest {
  private static final int QUIET = 5;
  private static final int REQUESTS = 20;

  @TempDir Path directory;

  @Test
  void oneNoisyNamespaceStarvesNobody() throws Exception {
    NamespaceLimits limits = new NamespaceLimits(5, 100_000, 100);
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch refusedOften = new CountDownLatch(50);
    try (GuardedCollector guarded =
            new GuardedCollector(
                directory, TestIdentity.in(directory.resolve("identity")), limits);
        ExecutorService senders = Executors.newFixedThreadPool(2 + QUIET)) {
      TestIdentity identity = guarded.identity;
      try {
        List<Future<?>> noisy = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          String pod = "noisy-" + i;
          String token = identity.pod("noisy", pod, pod).sign();
          byte[] body = liveSet(resource("noisy", pod, pod));
          noisy.add(
              senders.submit(
                  () -> {
                    while (!enough.get()) {
                      HttpResponse<String> answer = guarded.send(token, body);
                      if (answer.statusCode() == 429) {
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                        assertThat(answer.body()).contains("namespace noisy");
                        refusedOften.countDown();
                      } else {
                        assertThat(answer.statusCode()).isEqualTo(200);
                      }
                    }
                    return null;
                  }));
        }
        assertThat(refusedOften.await(60, TimeUnit.SECONDS)).isTrue();
        List<Future<List<Integer>>> quiet = new ArrayList<>();
        for (int i = 0; i < QUIET; i++) {
          String namespace = "quiet-" + i;
          String token = identity.pod(namespace, "pod", "uid-" + i).sign();
          byte[] body = liveSet(resource(namespace, "pod", "uid-" + i));
          quiet.add(
              senders.submit(
                  () -> {
                    List<Integer> statuses = new ArrayList<>();
                    for (int request = 0; request < REQUESTS; request++) {
                      statuses.add(guarded.send(token, body).statusCode());
                    }
                    return statuses;
                  }));
        }
        for (Future<List<Integer>> each : quiet) {
          assertThat(each.get()).hasSize(REQUESTS).containsOnly(200);
        }
        String token = identity.pod("noisy", "noisy-0", "noisy-0").sign();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> guarded.call(token, new byte[0]).headers().firstValue("grpc-status"),
                Optional.of("8")::equals);
        enough.set(true);
        for (Future<?> each : noisy) {
          each.get();
        }
      } finally {
        enough.set(true);
      }
      assertThat(guarded.metrics())
          .contains("{namespace=\"noisy\",reason=\"limited\"}")
          .doesNotContain("{namespace=\"quiet-0\"");
    }
  }

  @Test
  void aNamespaceWithTooManyProcessesIsToldAndOthersGoOn() throws Exception {
    NamespaceLimits limits = new NamespaceLimits(100, 1_000_000, 2);
    try (GuardedCollector guarded =
        new GuardedCollector(directory, TestIdentity.in(directory.resolve("identity")), limits)) {
      assertThat(report(guarded, "shop", "a").statusCode()).isEqualTo(200);
      assertThat(report(guarded, "shop", "b").statusCode()).isEqualTo(200);
      HttpResponse<String> third = report(guarded, "shop", "c");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body()).contains("2 processes of namespace shop");
      assertThat(report(guarded, "bank", "c").statusCode()).isEqualTo(200);
      assertThat(report(guarded, "shop", "a").statusCode()).isEqualTo(200);
    }
  }

  /**
   * Who has no identity is limited by the namespace it says it is of, apart from those who have.
   */
  @Test
  void withoutIdentityTooNoNamespaceTakesWhatIsAnothers() throws Exception {
    NamespaceLimits limits = new NamespaceLimits(100, 1_000_000, 2);
    try (GuardedCollector guarded =
        new GuardedCollector(directory, TestIdentity.in(directory.resolve("identity")), limits)) {
      assertThat(claim(guarded, "shop", "a").statusCode()).isEqualTo(200);
      assertThat(claim(guarded, "shop", "b").statusCode()).isEqualTo(200);
      HttpResponse<String> third = claim(guarded, "shop", "c");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("Retry-After")).isPresent();
      assertThat(third.body()).contains("2 processes of namespace shop without identity");
      assertThat(claim(guarded, "bank", "c").statusCode()).isEqualTo(200);
      assertThat(report(guarded, "shop", "c").statusCode()).isEqualTo(200);
      assertThat(claim(guarded, "shop", "a").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> claim(GuardedCollector guarded, String namespace, String pod)
      throws Exception {
    return guarded.sendWithoutToken(guarded.plainUri(), liveSet(resource(namespace, pod, pod)));
  }

  private static HttpResponse<String> report(GuardedCollector guarded, String namespace, String pod)
      throws Exception {
    return guarded.send(
        guarded.identity.pod(namespace, pod, pod).sign(), liveSet(resource(namespace, pod, pod)));
  }
}
