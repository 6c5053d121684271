package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A live set that has grown by 240 MiB in 24 minutes, of a heap of 2 GiB. */
class FixedArrayTest {
  private static final SiteSurvivors SITE = ASite.of("com.acme.Order").born(60, 20);
  private static final SiteSurvivors OTHER =
      ASite.of("com.acme.Basket").at("com.acme.Baskets.open(Baskets.java:3)").born(60, 10);

  private static AnObservation growing() {
    return AnObservation.of(Seen.minutes(25, t -> 100 + t / 6));
  }

  private static HeldSite held(
      @Nullable String field, @Nullable String type, @Nullable Long size, @Nullable Long first) {
    return new HeldSite(
        SITE.site(), 16, 14, PathRoot.STATIC, List.of(), field, type, size, first, 60L, 1500);
  }

  private static @Nullable String words(HeldSite held, SiteSurvivors... culprits) {
    return FixedArray.unconfirmed(
        growing().walked(AContainer.reached(held)).seen(), List.of(culprits));
  }

  @Test
  void whatAnArrayHoldsThatKeepsItsLengthMayFillIt() {
    assertThat(words(held("com.acme.Ring.slots", "com.acme.Order[]", 1024L, 1024L), SITE))
        .isEqualTo(
            "it may be held by com.acme.Ring.slots, a com.acme.Order[] of 1,024 slots, which may be filling: an array cannot grow");
    assertThat(words(held(null, "com.acme.Order[]", 8L, 8L), SITE))
        .startsWith("it may be held by a com.acme.Order[] of 8 slots");
  }

  @Test
  void whatHasGrownOrIsNoArrayHasNoSuchBound() {
    assertThat(words(held("a.B.c", "com.acme.Order[]", 2048L, 1024L), SITE)).isNull();
    assertThat(words(held("a.B.c", "com.acme.Order[]", null, 1024L), SITE)).isNull();
    assertThat(words(held("a.B.c", "java.util.HashMap", 1024L, 1024L), SITE)).isNull();
    assertThat(words(held("a.B.c", null, 1024L, 1024L), SITE)).isNull();
  }

  @Test
  void onlyWhatHoldsTheFirstSiteCounts() {
    HeldSite held = held("a.B.c", "com.acme.Order[]", 1024L, 1024L);

    assertThat(words(held, OTHER, SITE)).isNull();
    assertThat(words(held, SITE, OTHER)).isNotNull();
    assertThat(words(held)).isNull();
    assertThat(FixedArray.unconfirmed(growing().seen(), List.of(SITE))).isNull();
  }

  @Test
  void whereThereIsNoTimeLeftItIsNotWaitedFor() {
    HeldSite held = held("a.B.c", "com.acme.Order[]", 1024L, 1024L);
    var urgent = growing().limit(360 * MIB).walked(AContainer.reached(held)).seen();

    assertThat(FixedArray.unconfirmed(urgent, List.of(SITE))).isNull();
  }

  private static AContainer ring() {
    return AContainer.growing()
        .in("com.acme.Ring.slots")
        .of("com.acme.Order[]")
        .first(60, 2500)
        .walks(24, 0, 0);
  }

  private static @Nullable String filling(long quietSince, Followed ring, SiteSurvivors... sites) {
    return FixedArray.unconfirmed(
        growing().walked(AContainer.quiet(1500, quietSince, 9, ring)).seen(), List.of(sites));
  }

  @Test
  void anArrayMayFillWhileNoContainerGrows() {
    assertThat(filling(780, ring().followed(), SITE))
        .startsWith("it may be held by com.acme.Ring.slots, a com.acme.Order[] of 2,500 slots");
    assertThat(filling(780, ring().followed())).as("no site is known").isNotNull();
    assertThat(filling(780, ring().followed(), OTHER)).as("of something else").isNull();
  }

  @Test
  void forHalfOfTheTimeNoContainerMustHaveGrown() {
    assertThat(filling(781, ring().followed(), SITE)).isNull();
    assertThat(filling(0, ring().followed(), SITE)).as("unknown").isNull();
  }

  @Test
  void itsSlotsMustHaveRoomForWhatHasGrown() {
    // 240 MiB in slots of 256 KiB
    assertThat(filling(780, ring().first(60, 960).size(960).followed(), SITE)).isNotNull();
    assertThat(filling(780, ring().first(60, 959).size(959).followed(), SITE)).isNull();
    assertThat(filling(780, ring().first(60, 2000).followed(), SITE)).as("replaced").isNull();
  }

  @Test
  void withoutALineNothingIsSaid() {
    var few =
        AnObservation.of(Seen.minutes(3, t -> 100))
            .walked(AContainer.quiet(1500, 60, 9, ring().followed()))
            .now(1500)
            .seen();

    assertThat(FixedArray.unconfirmed(few, List.of())).isNull();
  }
}
