package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final KnownProfile PROFILE =
      new KnownProfile("shop", "all", 0.8, Duration.ofDays(7), Map.of());

  private final Listing listing = new Listing();

  @Test
  void theFirstEndAfterAStartDecidesNothing() {
    assertThat(end(NOON, pod("a", NOON))).isEqualTo(new Registry.Vanished(List.of(), List.of()));
  }

  @Test
  void whatWasNotToldBetweenTwoEndsIsGone() {
    end(NOON);
    listing.told("a");

    assertThat(end(NOON, pod("a", NOON), pod("b", NOON)))
        .isEqualTo(new Registry.Vanished(List.of(pod("b", NOON)), List.of(PROFILE)));
    listing.told("a");
    listing.told("shop/all");
    assertThat(end(NOON, pod("a", NOON))).isEqualTo(new Registry.Vanished(List.of(), List.of()));
  }

  @Test
  void podsOutOfSightAreKeptForADay() {
    end(NOON);
    listing.told("shop/all");
    KnownPod elsewhere =
        new KnownPod("c", NOON, "dark", "Deployment", "orders", null, null, List.of("app"));
    assertThat(end(NOON.plus(Duration.ofHours(23)), elsewhere).pods()).isEmpty();

    assertThat(end(NOON.plus(Duration.ofHours(25)), elsewhere).pods()).containsExactly(elsewhere);
  }

  private Registry.Vanished end(Instant at, KnownPod... pods) {
    return listing.end(
        new Observation.ClusterListed(at, Set.of("shop")), List.of(pods), List.of(PROFILE));
  }

  private static KnownPod pod(String uid, Instant at) {
    return new KnownPod(uid, at, "shop", "Deployment", "orders", "all", null, List.of("app"));
  }
}
