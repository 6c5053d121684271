package dev.memorysystem.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.testkit.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One namespace reads as fast and as much as it can. */
@QuarkusTest
@QuarkusTestResource(
    value = GuardedData.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "memory-system.namespace-reads-per-second", value = "3"),
      @ResourceArg(name = "memory-system.namespace-rows-per-second", value = "0.1"),
      @ResourceArg(name = "memory-system.namespace-streams", value = "2")
    })
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReadLimitsTest {

  @TestHTTPResource("/")
  URI plain;

  @Inject HttpsPort https;

  TestIdentity identity;
  private URI tls;
  private HttpClient client;
  private ReportingPods pods;

  @BeforeEach
  void connect() throws Exception {
    tls = URI.create("https://localhost:%d/".formatted(https.port()));
    client = HttpClient.newBuilder().sslContext(identity.trust()).build();
    pods = new ReportingPods(identity, client, plain);
  }

  @AfterEach
  void disconnect() {
    client.shutdownNow();
  }

  @Test
  void oneNamespaceThatReadsWithoutEndStarvesNobodyLeastOfAllTheOperator() throws Exception {
    String noisy = identity.pod("noisy", "noisy-1", "uid-noisy").sign();
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch refusedOften = new CountDownLatch(100);
    try (EventStream operator =
            new EventStream(fresh(), request("api/v1/stream", identity.operator().sign()));
        ExecutorService readers = Executors.newFixedThreadPool(4)) {
      try {
        operator.next(event -> event.name().equals("synced"));
        List<Future<?>> reading = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          reading.add(
              readers.submit(
                  () -> {
                    while (!enough.get()) {
                      HttpResponse<String> answer = get("api/v1/report", noisy);
                      if (answer.statusCode() == 429) {
                        assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
                        assertThat(answer.body()).contains("namespace noisy reads more than 3");
                        refusedOften.countDown();
                      } else {
                        assertThat(answer.statusCode()).isEqualTo(200);
                      }
                    }
                    return null;
                  }));
        }
        assertThat(refusedOften.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
          String token = identity.pod("quiet", "quiet-1", "uid-quiet").sign();
          assertThat(get("api/v1/report", token).statusCode()).isEqualTo(200);
          assertThat(get("api/v1/report", identity.reader().sign()).statusCode()).isEqualTo(200);
        }
        String instance = pods.report("noisy", "noisy-1", "uid-noisy");
        assertThat(
                operator.next(
                    event ->
                        event.name().equals("process")
                            && event.data().path("instanceId").asText().equals(instance)))
            .isNotNull();
        for (int i = 0; i < 100; i++) {
          assertThat(get("api/v1/report", identity.operator().sign()).statusCode()).isEqualTo(200);
        }
        enough.set(true);
        for (Future<?> each : reading) {
          each.get();
        }
      } finally {
        enough.set(true);
      }
    }
    assertThat(get("metrics", identity.operator().sign()).body())
        .containsPattern("memory_system_refused_reads_total\\{limit=\"requests\"} [1-9]");
  }

  @Test
  void streamsOfANamespaceAreFewAndGivenBackWhenTheyEnd() throws Exception {
    String token = identity.pod("streaming", "a", "uid-a").sign();
    try (EventStream first = new EventStream(fresh(), request("api/v1/stream", token))) {
      try (EventStream second = new EventStream(fresh(), request("api/v1/stream", token))) {
        first.next(event -> event.name().equals("synced"));
        second.next(event -> event.name().equals("synced"));
        HttpResponse<String> third = get("api/v1/stream", token);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValueAsLong("Retry-After")).hasValue(5);
        assertThat(third.body()).contains("2 streams of namespace streaming are open");
        String elsewhere = identity.pod("elsewhere", "b", "uid-b").sign();
        try (EventStream other = new EventStream(fresh(), request("api/v1/stream", elsewhere))) {
          other.next(event -> event.name().equals("synced"));
        }
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> opens(token));
    }
  }

  private boolean opens(String token) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request("api/v1/stream", token), HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode() == 200;
  }

  @Test
  void seriesThatAreLookedThroughArePaidForBeforeMoreAre() throws Exception {
    String token = identity.pod("curious", "a", "uid-a").sign();
    String query = "api/v1/series?namespace=curious&kind=Deployment&name=orders&container=app";
    pods.report("curious", "a", "uid-a");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> get(query, identity.operator().sign()).body().contains("memory.live_set.floor"));
    HttpResponse<String> answer = get(query, token);
    while (answer.statusCode() == 200) {
      answer = get(query, token);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
    assertThat(answer.body()).contains("namespace curious has series");
    assertThat(get(query, identity.reader().sign()).statusCode()).isEqualTo(200);
    assertThat(get(query, identity.operator().sign()).statusCode()).isEqualTo(200);
    assertThat(get("api/v1/report", token).statusCode()).isEqualTo(200);
  }

  /** From an address of its own: other tests have good tokens at theirs. */
  @Test
  void badTokensOfOneAddressAreSoonNotLookedAt() throws Exception {
    String good = identity.pod("good", "a", "uid-a").sign();
    try (HttpClient attacker =
        HttpClient.newBuilder()
            .localAddress(InetAddress.getByName("127.0.0.9"))
            .sslContext(identity.trust())
            .build()) {
      assertThat(get(attacker, "api/v1/report", good).statusCode()).isEqualTo(200);
      HttpResponse<String> answer = get(attacker, "api/v1/report", bad(0));
      assertThat(answer.statusCode()).isEqualTo(401);
      for (int i = 1; answer.statusCode() == 401; i++) {
        answer = get(attacker, "api/v1/report", bad(i));
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
      assertThat(answer.body()).contains("127.0.0.9");
      assertThat(get(attacker, "api/v1/report", good).statusCode()).isEqualTo(200);
    }
    assertThat(get("api/v1/report", bad(0)).statusCode()).isEqualTo(401);
  }

  private String bad(int number) {
    return identity.pod("bad", "a", "uid-" + number).audience("elsewhere").sign();
  }

  private HttpClient fresh() throws Exception {
    return HttpClient.newBuilder().sslContext(identity.trust()).build();
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return get(client, path, token);
  }

  private HttpResponse<String> get(HttpClient through, String path, String token) throws Exception {
    return through.send(request(path, token), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(tls + path))
        .header("Authorization", "Bearer " + token)
        .build();
  }
}
