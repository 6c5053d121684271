package dev.memorysystem.operator.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.injection.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageOutageTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ImageOutage outage = new ImageOutage();
  private Instant now = START;

  @Test
  void oneNamespaceIsNoOutageAndTwoAre() {
    see(Instant.MAX);
    assertThat(outage.spare(true, now)).isEmpty();

    see(Instant.MAX, Instant.MAX);

    assertThat(outage.spare(true, now)).contains(SkipReason.AgentImageUnavailable);
    see(Instant.MAX);
    assertThat(outage.spare(true, now)).isEmpty();
  }

  @Test
  void itEndsByItselfWhenNamespacesHaveNotShownItForLong() {
    see(Instant.MAX, START.plusSeconds(10));
    now = START.plusSeconds(9);
    assertThat(outage.spare(true, now)).isNotEmpty();

    now = START.plusSeconds(10);

    assertThat(outage.spare(true, now)).isEmpty();
    assertThat(outage.spare(true, now)).isEmpty();
  }

  @Test
  void onePodIsLetThroughNowAndThen() {
    see(Instant.MAX, Instant.MAX);
    now = now.plus(Probes.FIRST_HOLD);
    see(Instant.MAX, Instant.MAX, Instant.MAX);

    assertThat(outage.spare(false, now)).as("a dry run is no probe").isNotEmpty();
    assertThat(outage.spare(true, now)).isEmpty();
    assertThat(outage.spare(true, now)).isNotEmpty();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(outage.spare(true, now)).isEmpty();
  }

  private void see(Instant... untils) {
    outage.see(List.of(untils), now);
  }
}
