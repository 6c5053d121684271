package dev.memorysystem.e2e.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
    assertThat(leftOver("leaky", "io.sentry.SentryTracer", REQUESTS)).isGreaterThan(LEAST_DECLINED);
  }

  @Test
  void sentry641KeepsNone() throws Exception {
    assertThat(leftOver("fixed", "io.sentry.SentryTracer", REQUESTS))
        .isLessThanOrEqualTo(MOST_IN_USE);
  }

  @Test
  void reactor3416KeepsTheSubscriberOfEveryLookup() throws Exception {
    assertThat(
            leftOver(
                "tracking-leaky", "reactor.core.publisher.SinkOneMulticast$NextInner", REQUESTS))
        .isGreaterThanOrEqualTo(REQUESTS);
  }

  @Test
  void reactor3417KeepsNone() throws Exception {
    assertThat(
            leftOver(
                "tracking-fixed", "reactor.core.publisher.SinkOneMulticast$NextInner", REQUESTS))
        .isZero();
  }

  /** Pages weigh 2 to 14 kB, so that 5 MB hold between 350 and 2,500 of them. */
  @Test
  void theCacheIsFullAndStaysSo() throws Exception {
    assertThat(leftOver("cache", "shop.catalog.ProductPage", REQUESTS)).isBetween(350L, 2_500L);
    assertThat(leftOver("cache", "shop.catalog.ProductPage", 5 * REQUESTS)).isBetween(350L, 2_500L);
  }

  private static long leftOver(String workload, String type, int requests)
      throws IOException, InterruptedException {
    Path app = Path.of("..", workload, "target", "app");
    Map<String, String> environment =
        Map.of(
            "LOAD_RATE", "0",
            "LOAD_REQUESTS", Integer.toString(requests),
            "CACHE_MEGABYTES", "5");
    try (WorkloadProcess process = WorkloadProcess.start(app, environment)) {
      assertThat(process.awaitLine("load finished")).endsWith(requests + " answered, 0 failed");
      return process.liveInstances(type);
    }
  }
}
