package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a live set that grew by 240 MiB since second 60. */
class SuspectedTest {
  private static final List<Point> FLOORS = Seen.minutes(25, t -> 100 + t / 6);
  private static final SiteSurvivors ORDERS = ASite.of("com.acme.Order").born(60, 20);

  private static AContainer other() {
    return AContainer.growing().holding("com.acme.Thing").in("com.acme.Cache.all");
  }

  private static @Nullable Followed suspected(@Nullable SiteSurvivors site, Followed... all) {
    return Suspected.of(AContainer.census(all), FLOORS, site).orElse(null);
  }

  private static boolean isSuspected(AContainer container) {
    return suspected(ORDERS, container.followed()) != null;
  }

  @Test
  void whatHoldsWhatTheSiteAllocatesComesFirst() {
    Followed holds = AContainer.growing().in("a.B.c").size(200).followed();
    Followed field = other().in("com.acme.Orders.byDay").followed();

    assertThat(suspected(ORDERS, field, holds)).isEqualTo(holds);
    assertThat(suspected(ORDERS, other().followed(), field)).isEqualTo(field);
  }

  @Test
  void aFieldOfAClassThroughWhichTheStackLeadsComesNext() {
    Followed nested = other().in("com.acme.Orders$Days.all").size(200).followed();
    Followed most = other().followed();

    assertThat(suspected(ORDERS, most, nested)).isEqualTo(nested);
    assertThat(suspected(null, most, nested)).as("no site is known").isEqualTo(most);
    assertThat(suspected(ORDERS, most, other().in("byDay").size(200).followed())).isEqualTo(most);
    assertThat(suspected(ORDERS, most, other().in(null).size(200).followed())).isEqualTo(most);
  }

  @Test
  void elseOneThatTookInHalfOfAll() {
    Followed half = other().followed();

    assertThat(Suspected.of(AContainer.census(2 * half.weight(), half), FLOORS, null))
        .contains(half);
    assertThat(Suspected.of(AContainer.census(2 * half.weight() + 1, half), FLOORS, null))
        .isEmpty();
  }

  @Test
  void ofTwoThatFitAsWellTheOneThatTookInMore() {
    Followed more = AContainer.growing().size(3000).followed();
    Followed less = AContainer.growing().size(2000).followed();

    assertThat(suspected(ORDERS, less, more)).isEqualTo(more);
    assertThat(suspected(ORDERS, more, less)).isEqualTo(more);
  }

  @Test
  void twentyElementsInThreeGrowthsAreTheLeast() {
    assertThat(isSuspected(AContainer.growing().size(120))).isTrue();
    assertThat(isSuspected(AContainer.growing().size(119))).isFalse();
    assertThat(isSuspected(AContainer.growing().walks(24, 3, 0))).isTrue();
    assertThat(isSuspected(AContainer.growing().walks(24, 2, 0))).isFalse();
    assertThat(isSuspected(AContainer.growing().size(100).emptiedAt(3000)))
        .as("less now")
        .isFalse();
  }

  @Test
  void whatShrinksOftenIsReplacedAndWhatStoppedHoldsNoGrowth() {
    assertThat(isSuspected(AContainer.growing().walks(20, 16, 4))).isTrue();
    assertThat(isSuspected(AContainer.growing().walks(20, 15, 5))).isFalse();
    assertThat(isSuspected(AContainer.growing().walks(40, 32, 0).still(8, 900))).isFalse();
  }

  /** 240 MiB in elements of 256 KiB. */
  @Test
  void itsElementsMustExplainTheGrowth() {
    assertThat(fits(FLOORS, other().size(1060))).isTrue();
    assertThat(fits(FLOORS, other().size(1059))).isFalse();
    assertThat(fits(Seen.minutes(25, t -> 500 - t / 6), other())).as("it falls").isFalse();
    assertThat(fits(Seen.minutes(25, t -> 100), other())).as("it is level").isFalse();
    assertThat(fits(FLOORS, other().first(1440, 100))).as("two floors").isTrue();
    assertThat(fits(FLOORS, other().first(1441, 100))).as("one floor").isFalse();
    List<Point> before = List.of(new Point(30, 10_000 * MIB), new Point(60, 10), new Point(90, 11));
    assertThat(fits(before, other())).as("since it was first seen").isTrue();
  }

  private static boolean fits(List<Point> floors, AContainer container) {
    return Suspected.fits(container.census(), floors, container.followed(), List.of());
  }

  @Test
  void anyOfTheSitesMayBeTheOneItHolds() {
    SiteSurvivors basket =
        ASite.of("com.acme.Basket").at("com.acme.Baskets.open(Baskets.java:1)").born(60, 9);
    AContainer small = AContainer.growing();
    List<Point> level = Seen.minutes(25, t -> 100);

    assertThat(Suspected.fits(small.census(), level, small.followed(), List.of(basket, ORDERS)))
        .isTrue();
    assertThat(Suspected.fits(small.census(), level, small.followed(), List.of(basket))).isFalse();
  }
}
