package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Beside a live set that grew by 240 MiB in 24 minutes to 350, of 2 GiB; walked at 1,500 s. */
class GrowingContainersTest {
  private static final List<Point> FLOORS = Seen.minutes(25, t -> 100 + t / 6);
  private static final SiteSurvivors ORDERS = ASite.of("com.acme.Order").born(60, 20);
  private static final String UNEVEN =
      "No container that may hold it is seen to grow evenly in each of 6 walks or more.";

  private static Observation seen(AContainer container) {
    return AnObservation.of(FLOORS).walked(container.census()).seen();
  }

  /** Of one that holds what is allocated at a site that leaks. */
  private static boolean isSteady(AContainer container) {
    return GrowingContainers.steady(
            AnObservation.of(FLOORS).walked(container.census()).sampled(1060L, ORDERS).seen())
        .isPresent();
  }

  @Test
  void whatOnlyGrowsIsTold() {
    Rule rule = new GrowingContainers();

    assertThat(leak(rule.judge(seen(AContainer.growing()))))
        .isEqualTo(
            "com.acme.Orders.byId (java.util.HashMap) only grows: in 24 of 24 walks, from 100 to 2,500 elements in 24 min, as the live set does.");
    assertThat(cannotSay(rule.judge(seen(AContainer.growing().walks(24, 20, 0)))))
        .isEqualTo(UNEVEN);
    assertThat(cannotSay(rule.judge(AnObservation.of(FLOORS).seen())))
        .isEqualTo("No walk of the heap has counted its containers.");
  }

  @Test
  void sixWalksOfWhichItGrewInNearlyAllAreTheLeast() {
    assertThat(isSteady(AContainer.growing().walks(6, 6, 0))).isTrue();
    assertThat(isSteady(AContainer.growing().walks(5, 5, 0))).isFalse();
    assertThat(isSteady(AContainer.growing().walks(20, 19, 0))).isTrue();
    assertThat(isSteady(AContainer.growing().walks(20, 18, 0))).isFalse();
    assertThat(isSteady(AContainer.growing().walks(24, 23, 1))).as("it shrank").isFalse();
  }

  @Test
  void itGrowsToNowAndWasNeverEmptied() {
    assertThat(isSteady(AContainer.growing().still(1, 1440))).isFalse();
    assertThat(isSteady(AContainer.growing().emptiedAt(2000))).isFalse();
  }

  @Test
  void twentyElementsInTwoMinutesAreTheLeast() {
    assertThat(isSteady(small(120))).isTrue();
    assertThat(isSteady(small(119))).isFalse();
    assertThat(isSteady(AContainer.growing().first(1380, 100).early(1410, 700))).isTrue();
    assertThat(isSteady(AContainer.growing().first(1381, 100).early(1410, 700))).isFalse();
  }

  private static AContainer small(long size) {
    return AContainer.growing().early(480, 105).size(size).holding("com.acme.Order");
  }

  @Test
  void itsPaceMustNotHaveHalved() {
    // 2 a second before
    assertThat(isSteady(AContainer.growing().early(500, 980).size(1980))).isTrue();
    assertThat(isSteady(AContainer.growing().early(500, 980).size(1979))).isFalse();
    assertThat(isSteady(AContainer.growing().early(500, 100))).as("none before").isFalse();
    assertThat(isSteady(AContainer.growing().early(60, 100))).as("no time before").isFalse();
    assertThat(isSteady(AContainer.growing().early(1500, 2000))).as("none since").isFalse();
  }

  @Test
  void itMustBeOneThatMayHoldTheGrowth() {
    Followed other = AContainer.growing().size(90_000).early(480, 30_000).followed();
    Followed lesser = AContainer.growing().followed();

    assertThat(
            GrowingContainers.steady(
                AnObservation.of(FLOORS).walked(AContainer.census(lesser, other)).seen()))
        .contains(other);
    assertThat(
            GrowingContainers.steady(
                AnObservation.of(FLOORS)
                    .walked(AContainer.census(lesser, other))
                    .sampled(1060L, ORDERS)
                    .seen()))
        .as("it holds what is allocated at the site")
        .contains(lesser);
    assertThat(GrowingContainers.steady(AnObservation.of(FLOORS).seen())).isEmpty();
  }

  @Test
  void itsPaceIsEvenWhenItIsNearlyTheSame() {
    // 2 a second before, 1,000 seconds since
    assertThat(isEven(980 + 2000)).isTrue();
    assertThat(isEven(980 + 1701)).isTrue();
    assertThat(isEven(980 + 1699)).isFalse();
    assertThat(isEven(980 + 2352)).isTrue();
    assertThat(isEven(980 + 2354)).as("ever faster").isFalse();
    assertThat(GrowingContainers.isEven(AnObservation.of(FLOORS).seen())).isFalse();
  }

  private static boolean isEven(long size) {
    return GrowingContainers.isEven(
        seen(AContainer.growing().early(500, 980).size(size).each(1 << 20)));
  }

  /** 4.8 of 240 MiB. */
  @Test
  void itsElementsMustWeighAFiftiethOfTheGrowth() {
    assertThat(shows(AContainer.growing().each(2098))).isTrue();
    assertThat(shows(AContainer.growing().each(2097))).isFalse();
    assertThat(shows(AContainer.growing().on("a.B.c", "[]").each(210))).isTrue();
    assertThat(shows(AContainer.growing().on("a.B.c", "[]").each(209))).isFalse();
    assertThat(GrowingContainers.isEven(seen(AContainer.growing().early(480, 800).each(2097))))
        .isFalse();
  }

  private static boolean shows(AContainer container) {
    return GrowingContainers.showsWhatIsKept(container.census(), FLOORS);
  }

  @Test
  void onlyWhatGrowsShowsWhatIsKept() {
    assertThat(shows(AContainer.growing())).isTrue();
    assertThat(shows(AContainer.growing().walks(24, 20, 0))).isFalse();
    assertThat(shows(small(119).each(1 << 20))).isFalse();
    assertThat(shows(small(120).each(1 << 20))).isTrue();
    assertThat(GrowingContainers.showsWhatIsKept(null, FLOORS)).isFalse();
  }

  @Test
  void twoFloorsSinceItWasFirstSeenAreNeeded() {
    List<Point> two = List.of(new Point(60, 100), new Point(70, 200));
    List<Point> one = List.of(new Point(59, 100), new Point(70, 200));

    assertThat(GrowingContainers.showsWhatIsKept(AContainer.growing().census(), two)).isTrue();
    assertThat(GrowingContainers.showsWhatIsKept(AContainer.growing().census(), one)).isFalse();
  }

  private static @Nullable String unconfirmed(AnObservation seen) {
    return GrowingContainers.unconfirmed(seen.seen(), List.of(ORDERS));
  }

  private static @Nullable String unconfirmed(AContainer container) {
    return unconfirmed(AnObservation.of(FLOORS).walked(container.census()));
  }

  @Test
  void whatWasEmptiedMustGrowByAQuarterBeyond() {
    assertThat(unconfirmed(AContainer.growing().emptiedAt(2000)))
        .isEqualTo(
            "com.acme.Orders.byId (java.util.HashMap) was emptied before, at 2,000 elements; confirmed from 2,500 elements");
    assertThat(unconfirmed(AContainer.growing().emptiedAt(1999))).isNull();
    assertThat(unconfirmed(AContainer.growing().emptiedAt(2001)))
        .endsWith("at 2,001 elements; confirmed from 2,502 elements");
    assertThat(unconfirmed(AContainer.growing())).isNull();
    assertThat(unconfirmed(AnObservation.of(FLOORS))).isNull();
  }

  @Test
  void whatIsNotItsOwnDoesNotCount() {
    Followed emptied =
        AContainer.growing()
            .holding("com.acme.Thing")
            .in("com.acme.Cache.all")
            .emptiedAt(2400)
            .followed();
    Followed most = AContainer.growing().size(9000).followed();

    assertThat(unconfirmed(AnObservation.of(FLOORS).walked(AContainer.census(emptied, most))))
        .isNull();
    assertThat(unconfirmed(AnObservation.of(FLOORS).walked(AContainer.census(emptied))))
        .as("it took in most")
        .contains("was emptied before");
  }

  /** A walk a minute. */
  @Test
  void silenceMakesOneDoubtUntilNobodyWalksAnyMore() {
    assertThat(silent(1801))
        .isEqualTo(
            "no walk has told for 5 min 1 s that com.acme.Orders.byId (java.util.HashMap) still grows");
    assertThat(silent(1800)).isNull();
    assertThat(silent(3899)).isNotNull();
    assertThat(silent(3900)).isNull();
  }

  private static @Nullable String silent(long now) {
    return unconfirmed(AnObservation.of(FLOORS).walked(AContainer.growing().census()).now(now));
  }

  @Test
  void onlyOfWhatGrew() {
    assertThat(quiet(AContainer.growing().still(1, 1440))).isNull();
    assertThat(quiet(AContainer.growing().walks(24, 0, 0))).isNull();
    assertThat(quiet(AContainer.growing().walks(24, 1, 0))).isNotNull();
    assertThat(quiet(AContainer.growing().walks(0, 1, 0).first(1200, 100)))
        .as("walked once, 300 s before")
        .isNull();
  }

  private static @Nullable String quiet(AContainer container) {
    return unconfirmed(AnObservation.of(FLOORS).walked(container.census()).now(2000));
  }

  @Test
  void whereThereIsNoTimeLeftSilenceIsNotWaitedFor() {
    assertThat(
            unconfirmed(
                AnObservation.of(FLOORS)
                    .limit(400L << 20)
                    .walked(AContainer.growing().census())
                    .now(2000)))
        .isNull();
  }
}
