package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.Shop;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The operator keeps nothing of its own: after a restart, and after a profile is replaced, all is
 * as before.
 */
@ClusterTest
@Order(90)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OperatorRestartE2E {
  private final Shop shop;

  OperatorRestartE2E(Shop shop) {
    this.shop = shop;
  }

  @Test
  @Order(1)
  void aRestartedOperatorConvergesAndTellsNothingTwice() {
    TestNamespace namespace = shop.namespace();
    MemoryProfileStatus before =
        namespace.awaitStatus(
            Shop.PROFILE,
            "has a confirmed finding with its site",
            Duration.ofMinutes(12),
            Shop::named);
    shop.assertToldOnce();

    Operator.restart();
    // only what the new operator learns from API server and collector can bring this about
    namespace.awaitAdmission(true);
    namespace.create(
        Workloads.pod("newcomer", Workloads.podSpec(Workloads.javaService("app").build())));
    MemoryProfileStatus after =
        namespace.awaitStatus(
            Shop.PROFILE,
            "counts the newcomer as reporting",
            status ->
                status.pods() != null
                    && status.pods().reporting() == before.pods().reporting() + 1);

    assertThat(after.findings())
        .filteredOn(Finding::confirmed)
        .extracting(Finding::id)
        .containsExactly(confirmed(before).id());
    assertThat(after.leaks()).isEqualTo(1);
    shop.assertToldOnce();
  }

  @Test
  @Order(2)
  void withoutAProfileTheLeakIsToldOnItsWorkload() {
    shop.namespace().awaitStatus(Shop.PROFILE, "has a confirmed finding", Shop::named);

    shop.namespace().profile(Shop.PROFILE).delete();

    await("an Event on the Deployment that leaks")
        .atMost(Duration.ofMinutes(3))
        .until(() -> !shop.leakEvents("Deployment", Shop.LEAKY).isEmpty());
    for (String control : Shop.CONTROLS) {
      assertThat(shop.leakEvents("Deployment", control)).isEmpty();
    }
  }

  @Test
  @Order(3)
  void aNewProfileTakesTheFindingOver() {
    shop.namespace().createProfile("successor");

    MemoryProfileStatus status =
        shop.namespace().awaitStatus("successor", "has the finding", Shop::named);

    Finding leak = confirmed(status);
    assertThat(leak.workload().name()).isEqualTo(Shop.LEAKY);
    assertThat(leak.allocationSite()).anyMatch(frame -> frame.startsWith("shop."));
  }

  private static Finding confirmed(MemoryProfileStatus status) {
    return status.findings().stream().filter(Finding::confirmed).findFirst().orElseThrow();
  }
}
