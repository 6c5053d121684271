package dev.memorysystem.e2e.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same requests to a leaky workload and to its fixed twin, then the objects that are left after
 * a full collection.
 */
@Timeout(120)
class ReproductionIT {
  private static final int REQUESTS = 2_000;

  /** Six of ten cards are declined; chance may make it a little less. */
  private static final int LEAST_DECLINED = REQUESTS / 2;

  /** What the eight request threads may still hold of their last request. */
  private static final int MOST_IN_USE = 16;

  @Test
  void sentry640KeepsTheTransactionOfEveryDeclinedPayment() throws Exception {
    assertThat(leftOver("leaky", "io.sentry.SentryTracer")).isGreaterThan(LEAST_DECLINED);
    assertThat(leftOver("leaky", "shop.checkout.PaymentDeclinedException"))
        .isGreaterThan(LEAST_DECLINED);
  }

  @Test
  void sentry641KeepsNone() throws Exception {
    assertThat(leftOver("fixed", "io.sentry.SentryTracer")).isLessThanOrEqualTo(MOST_IN_USE);
    assertThat(leftOver("fixed", "shop.checkout.PaymentDeclinedException"))
        .isLessThanOrEqualTo(MOST_IN_USE);
  }

  @Test
  void reactor3416KeepsTheSubscriberOfEveryLookup() throws Exception {
    assertThat(leftOver("tracking-leaky", "reactor.core.publisher.SinkOneMulticast$NextInner"))
        .isGreaterThanOrEqualTo(REQUESTS);
  }

  @Test
  void reactor3417KeepsNone() throws Exception {
    assertThat(leftOver("tracking-fixed", "reactor.core.publisher.SinkOneMulticast$NextInner"))
        .isZero();
    assertThat(leftOver("tracking-fixed", "shop.tracking.ParcelEvent")).isZero();
  }

  @Test
  void theCacheIsFullAndStaysSo() throws Exception {
    Map<String, String> small = Map.of("CACHE_MEGABYTES", "5");
    long after = leftOver("cache", "shop.catalog.ProductPage", REQUESTS, small);
    long later = leftOver("cache", "shop.catalog.ProductPage", 3 * REQUESTS, small);
    // Pages weigh 2 to 13 kB, so that 5 MB hold at least 385 of them and at most 2,500.
    assertThat(after).isBetween(385L, 2_000L);
    assertThat(later).isBetween(385L, 2_000L);
  }

  private static long leftOver(String workload, String type) throws Exception {
    return leftOver(workload, type, REQUESTS, Map.of());
  }

  private static long leftOver(
      String workload, String type, int requests, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path app = Path.of("..", workload, "target", "app");
    try (WorkloadProcess process = WorkloadProcess.start(app, environment(requests, settings))) {
      assertThat(process.awaitLine("load finished")).endsWith(requests + " answered, 0 failed");
      return process.liveInstances(type);
    }
  }

  private static Map<String, String> environment(int requests, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("LOAD_RATE", "0");
    environment.put("LOAD_REQUESTS", Integer.toString(requests));
    return environment;
  }
}
