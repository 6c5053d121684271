package dev.memorysystem.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.memorysystem.injection.Lookups.ConfigMapData;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of an API server that keeps one ConfigMap back. */
class ConfigMapsTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger quick = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().endsWith("/slow")) {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          } else {
            quick.incrementAndGet();
          }
          byte[] body =
              "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\"}}"
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    end.countDown();
    client.close();
    server.stop(0);
    threads.close();
  }

  @Test
  void whatOneConfigMapTookTheOthersOfThePodDoNotHave() {
    ConfigMaps.Reads reads = new ConfigMaps(client, Duration.ofMillis(100)).reads();

    assertThat(reads.read("shop", "slow")).isInstanceOf(ConfigMapData.Unavailable.class);
    assertThat(reads.read("shop", "quick")).isInstanceOf(ConfigMapData.Unavailable.class);
    assertThat(quick).as("nothing is asked when no time is left").hasValue(0);
  }

  @Test
  void theNextPodHasItsOwnTime() {
    ConfigMaps configMaps = new ConfigMaps(client, Duration.ofMinutes(1));

    assertThat(configMaps.reads().read("shop", "quick"))
        .isEqualTo(new ConfigMapData.Found(Map.of("a", "1")));
  }
}
