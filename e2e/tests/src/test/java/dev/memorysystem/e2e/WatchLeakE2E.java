package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.e2e.host.HostTest;
import dev.memorysystem.e2e.host.Watched;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code memory-system watch --fail-on-leak} as a gate: red for the leak, green for its fixed twin.
 */
@HostTest
@ExtendWith(Watched.Start.class)
@Order(70)
final class WatchLeakE2E {
  private static final int LEAK = 3;

  private final Watched watched;

  WatchLeakE2E(Watched watched) {
    this.watched = watched;
  }

  @Test
  void theLeakIsNamedAndFailsTheCommand() {
    assertThat(watched.leaky().exitCode()).as(watched.leaky().process().errors()).isEqualTo(LEAK);

    JsonNode findings = watched.leaky().report().path("findings");
    assertThat(findings).filteredOn(WatchLeakE2E::confirmed).hasSize(1);
    JsonNode leak =
        findings.valueStream().filter(WatchLeakE2E::confirmed).findFirst().orElseThrow();
    assertThat(leak.path("type").asText()).isNotBlank();
    assertThat(leak.path("allocationSite"))
        .extracting(JsonNode::asText)
        .anyMatch(frame -> frame.startsWith("shop."));
    assertThat(leak.path("growthBytesPerHour").asDouble()).isPositive();
    assertThat(leak.path("exhaustion").path("p50").asText()).isNotBlank();
    assertThat(watched.leaky().process().errors()).contains(leak.path("type").asText());
  }

  @Test
  void theFixedTwinPasses() {
    assertThat(watched.fixed().exitCode()).as(watched.fixed().process().errors()).isZero();

    assertThat(watched.fixed().report().path("findings")).noneMatch(WatchLeakE2E::confirmed);
    assertThat(watched.fixed().report().path("assessments"))
        .extracting(assessment -> assessment.path("verdict").asText())
        .hasSize(1)
        .doesNotContain("leak");
  }

  private static boolean confirmed(JsonNode finding) {
    return finding.path("state").asText().equals("confirmed");
  }
}
