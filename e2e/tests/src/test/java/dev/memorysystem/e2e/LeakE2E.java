package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.FindingProcess;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.Transition;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job: of three workloads the one that leaks is named, with what leaks and from where. */
@ClusterTest
@Order(80)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LeakE2E {
  private static final Duration UNTIL_CONFIRMED = Duration.ofMinutes(12);

  /** How long the controls are watched beyond the leak's confirmation, by their own reports. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Shop shop;

  LeakE2E(Shop shop) {
    this.shop = shop;
  }

  @Test
  @Order(1)
  void theLeakIsNamedInTheProfile() {
    // the leak may just have ended its process: then the next one has to grow before there is a
    // forecast
    MemoryProfileStatus status =
        await("a confirmed finding with a forecast")
            .atMost(UNTIL_CONFIRMED)
            .pollInterval(Duration.ofSeconds(1))
            .until(this::awaitConfirmed, current -> current.exhaustedAt() != null);

    assertThat(status.findings()).filteredOn(Finding::confirmed).hasSize(1);
    Finding leak = status.findings().getFirst();
    assertThat(leak.workload().namespace()).isEqualTo(shop.namespace().name());
    assertThat(leak.workload().kind()).isEqualTo("Deployment");
    assertThat(leak.workload().name()).isEqualTo(Shop.LEAKY);
    assertThat(leak.kind()).isEqualTo("heap");
    assertThat(leak.confidence()).isBetween(0.5, 1.0);
    assertThat(leak.type()).isNotBlank();
    assertThat(leak.allocationSite()).anyMatch(frame -> frame.startsWith("shop."));
    assertThat(leak.growthBytesPerHour()).isPositive();
    assertThat(leak.exhaustion()).isNotNull();
    assertThat(Instant.parse(leak.exhaustion().p50()))
        .isAfter(Instant.parse(leak.exhaustion().assessedAt()));
    assertThat(leak.processes()).extracting(FindingProcess::pod).containsOnly(shop.pod(Shop.LEAKY));
    assertThat(leak.reason()).isNotBlank();
    assertThat(leak.recommendation()).isNotBlank();
    assertThat(leak.transitions())
        .extracting(Transition::state)
        .containsSubsequence("suspected", "confirmed");

    assertThat(status.leaks()).isEqualTo(1);
    assertThat(status.worst()).isNotBlank();
    assertThat(Instant.parse(status.exhaustedAt()))
        .isCloseTo(Instant.parse(leak.exhaustion().p50()), within(1, ChronoUnit.SECONDS));
    assertThat(status.conditions())
        .filteredOn(condition -> condition.getType().equals("LeakDetected"))
        .extracting(condition -> condition.getStatus())
        .containsExactly("True");
  }

  @Test
  @Order(2)
  void itIsToldOnceOnTheProfileAndOnThePod() {
    awaitConfirmed();

    await("Events of the leak on profile and pod")
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                !shop.leakEvents("MemoryProfile", Shop.PROFILE).isEmpty()
                    && !shop.leakEvents("Pod", shop.pod(Shop.LEAKY)).isEmpty());
    shop.assertToldOnce();
  }

  @Test
  @Order(3)
  void itsTwinAndTheFullCacheHaveNoConfirmedFinding() {
    Finding leak = awaitConfirmed().findings().getFirst();
    Instant until = confirmedAt(leak).plus(MARGIN);

    for (String control : Shop.CONTROLS) {
      await(control + " has been watched until " + until)
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> reportedAt(control).isAfter(until));
    }

    assertThat(shop.namespace().profile(Shop.PROFILE).get().getStatus().findings())
        .filteredOn(finding -> Shop.CONTROLS.contains(finding.workload().name()))
        .flatExtracting(Finding::transitions)
        .extracting(Transition::state)
        .doesNotContain("confirmed");
    assertThat(Cluster.collector("/api/v1/assessments?namespace=" + shop.namespace().name()))
        .filteredOn(
            assessment -> Shop.CONTROLS.contains(assessment.path("workload").path("name").asText()))
        .hasSameSizeAs(Shop.CONTROLS)
        .extracting(assessment -> assessment.path("verdict").asText())
        .doesNotContain("leak");
  }

  @Test
  @Order(4)
  void theApiSaysTheSame() {
    Finding leak = awaitConfirmed().findings().getFirst();

    JsonNode told = Cluster.collector("/api/v1/findings/" + leak.id());

    assertThat(told.path("state").asText()).isEqualTo("confirmed");
    assertThat(told.path("type").asText()).isEqualTo(leak.type());
    assertThat(told.path("allocationSite"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(leak.allocationSite());
  }

  @Test
  @Order(5)
  void aPodWithoutASupportedRuntimeIsCountedAndNoFailure() {
    assertThat(Cluster.injected(shop.namespace().awaitReady(Shop.NO_JAVA))).isTrue();

    MemoryProfileStatus status =
        shop.namespace()
            .awaitStatus(
                Shop.PROFILE,
                "counts a pod without a supported runtime",
                current -> current.pods() != null && current.pods().unsupported() == 1);

    assertThat(status.conditions())
        .filteredOn(condition -> condition.getStatus().equals("True"))
        .extracting(condition -> condition.getType())
        .contains("Ready", "Injected", "Collecting");
  }

  /** Asked for by itself when it was suspected, of whichever process was there then. */
  @Test
  @Order(6)
  void whoWorkedWhileItGrewIsToldBesideIt() {
    MemoryProfileStatus status =
        shop.namespace()
            .awaitStatus(
                Shop.PROFILE,
                "says who worked while it grew",
                UNTIL_CONFIRMED,
                current ->
                    current.findings().stream()
                        .anyMatch(finding -> finding.confirmed() && finding.running() != null));

    assertThat(status.findings())
        .filteredOn(finding -> finding.confirmed() && finding.running() != null)
        .first()
        .satisfies(
            leak ->
                assertThat(leak.running().lines()).isNotEmpty().allMatch(s -> s.contains(" % ")));
  }

  private MemoryProfileStatus awaitConfirmed() {
    return shop.namespace()
        .awaitStatus(
            Shop.PROFILE, "has a confirmed finding with its site", UNTIL_CONFIRMED, Shop::named);
  }

  private static Instant confirmedAt(Finding leak) {
    return leak.transitions().stream()
        .filter(transition -> transition.state().equals("confirmed"))
        .map(transition -> Instant.parse(transition.at()))
        .findFirst()
        .orElseThrow();
  }

  /** Event time of the workload's latest report. */
  private Instant reportedAt(String workload) {
    return Processes.of(shop.namespace().name()).stream()
        .filter(process -> process.path("workload").path("name").asText().equals(workload))
        .map(process -> process.path("memory").path("at").asText())
        .filter(at -> !at.isEmpty())
        .map(Instant::parse)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }
}
