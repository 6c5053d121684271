package dev.memorysystem.analyzer.series;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.statistics.Spread;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final SiteSurvivors ORDERS =
      site("com.acme.Order", "com.acme.Orders.add(Orders.java:1)");

  private static SiteSurvivors site(String type, @Nullable String frame) {
    return new SiteSurvivors(
        type,
        frame == null ? List.of("java.util.Arrays.copyOf(Arrays.java:9)") : List.of(frame),
        frame,
        9,
        0.9,
        100,
        5,
        50,
        new Spread(8, List.of(2, 3, 3), 0.1, true),
        false,
        OldSamples.NONE);
  }

  /** Since its first walk at 10 s, when it had one element. */
  private static Container container(String field, long size, @Nullable String elements) {
    return new Container(
        PathRoot.STATIC,
        List.of(field),
        field,
        "java.util.ArrayList",
        size,
        1,
        10,
        1L,
        10L,
        1,
        1,
        0,
        elements,
        null,
        size * 10);
  }

  private static Census walked(
      @Nullable Census before,
      long second,
      boolean complete,
      List<SiteSurvivors> sites,
      Container... containers) {
    return Census.with(
        before,
        new Containers(
            Measured.WORKLOAD,
            Measured.process("i-1", NOON),
            NOON.plusSeconds(second),
            Duration.ofSeconds(second),
            null,
            null,
            null,
            complete,
            List.of(containers)),
        second,
        sites);
  }

  private static List<String> holders(Census census) {
    return census.containers().stream().map(Followed::holder).toList();
  }

  @Test
  void theTwoThatTookInMostAreFollowed() {
    Census census =
        walked(
            null,
            60,
            true,
            List.of(),
            container("a.A.a", 50, null),
            container("a.B.b", 300, null),
            container("a.C.c", 1, null),
            container("a.D.d", 200, null));

    assertThat(holders(census)).containsExactly("a.B.b", "a.D.d");
    assertThat(census.walkedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(census.second()).isEqualTo(60);
    assertThat(census.weight()).isEqualTo((49 + 299 + 199) * 10);
    assertThat(census.share(census.containers().getFirst())).isCloseTo(299 / 547.0, within(1e-9));
  }

  @Test
  void whatHoldsAKnownSitesObjectsIsFollowedFirst() {
    Census census =
        walked(
            null,
            60,
            true,
            List.of(ORDERS),
            container("a.A.a", 50, "com.acme.Order"),
            container("a.B.b", 300, null),
            container("a.D.d", 200, null));

    assertThat(holders(census)).containsExactly("a.A.a", "a.B.b");
  }

  @Test
  void ofTwoThatOneFieldKeepsOneIsFollowed() {
    Census census =
        walked(
            null,
            60,
            true,
            List.of(),
            container("a.B.b", 300, null),
            container("a.B.b", 299, null),
            container("a.D.d", 20, null));

    assertThat(holders(census)).containsExactly("a.B.b", "a.D.d");
    assertThat(census.containers().getFirst().size()).isEqualTo(300);
  }

  @Test
  void aWalkThatIsNoNewerChangesNothing() {
    Census census = walked(null, 60, true, List.of(), container("a.B.b", 300, null));

    assertThat(walked(census, 60, true, List.of(), container("a.B.b", 400, null))).isSameAs(census);
    assertThat(walked(census, 61, true, List.of(), container("a.B.b", 400, null)).containers())
        .extracting(Followed::size)
        .containsExactly(400L);
  }

  @Test
  void onlyAWholeWalkShowsThatOneIsGone() {
    Census census = walked(null, 60, true, List.of(), container("a.B.b", 300, null));
    Container other = container("a.D.d", 20, null);

    assertThat(holders(walked(census, 90, true, List.of(), other))).containsExactly("a.D.d");
    assertThat(holders(walked(census, 90, false, List.of(), other)))
        .containsExactly("a.B.b", "a.D.d");
    assertThat(holders(walked(census, 90, false, List.of(), container("a.B.b", 310, null), other)))
        .as("and is followed once")
        .containsExactly("a.B.b", "a.D.d");
  }

  @Test
  void oneWithoutAFieldIsFollowedOnceToo() {
    Census census = walked(null, 60, false, List.of(), withoutField(300));

    assertThat(walked(census, 90, false, List.of(), withoutField(310)).containers())
        .extracting(Followed::size)
        .containsExactly(310L);
    // a walk of a process that is 30 s older than its series
    Census older =
        Census.with(
            census,
            new Containers(
                Measured.WORKLOAD,
                Measured.process("i-1", NOON),
                NOON.plusSeconds(90),
                Duration.ofSeconds(120),
                null,
                null,
                null,
                false,
                List.of(
                    new Container(
                        PathRoot.STATIC,
                        List.of("[]"),
                        null,
                        "java.util.ArrayList",
                        320,
                        1,
                        40,
                        1L,
                        10L,
                        1,
                        1,
                        0,
                        null,
                        null,
                        3200L))),
            90,
            List.of());
    assertThat(older.containers()).extracting(Followed::size).containsExactly(320L);
  }

  private static Container withoutField(long size) {
    return new Container(
        PathRoot.STATIC,
        List.of("[]"),
        null,
        "java.util.ArrayList",
        size,
        1,
        10,
        1L,
        10L,
        1,
        1,
        0,
        null,
        null,
        size * 10);
  }

  @Test
  void whatTookInNothingIsNotFollowed() {
    assertThat(walked(null, 60, true, List.of(), container("a.B.b", 1, null)).containers())
        .isEmpty();
    assertThat(walked(null, 60, true, List.of(), container("a.B.b", 2, null)).containers())
        .hasSize(1);
  }

  @Test
  void aPathThatReachesNothingHoldsNothing() {
    assertThat(reached(null, 90, List.of(ORDERS), target("com.acme.Order", ADD, 0, "a.C.c")).held())
        .isEmpty();
    assertThat(reached(null, 90, List.of(ORDERS), target("com.acme.Order", ADD, 9)).held())
        .isEmpty();
  }

  @Test
  void nothingTakenInIsNoShare() {
    Census census = walked(null, 60, true, List.of());
    Followed still = Followed.of(container("a.B.b", 1, null), 60, 60);

    assertThat(census.share(still)).isZero();
  }

  private static Target target(String type, String frame, long reached, String... path) {
    return new Target(
        type,
        List.of("java.util.Arrays.copyOf(Arrays.java:9)", frame),
        20,
        reached,
        PathRoot.THREAD,
        List.of(path),
        path.length == 0 ? null : path[0],
        "java.util.ArrayList",
        -5L,
        7L,
        200L,
        null);
  }

  private static @Nullable Census reached(
      @Nullable Census before, long second, List<SiteSurvivors> sites, Target... targets) {
    return Census.with(
        before,
        new RetainedPaths(
            Measured.WORKLOAD,
            Measured.process("i-1", NOON),
            NOON.plusSeconds(second),
            Duration.ofSeconds(second),
            List.of(targets)),
        second,
        sites);
  }

  private static final String ADD = "com.acme.Orders.add(Orders.java:77)";

  @Test
  void thePathThatReachesMostOfASitesSamplesIsKept() {
    Census census =
        reached(
            null,
            90,
            List.of(ORDERS),
            target("com.acme.Order", ADD, 4, "a.A.a"),
            target("com.acme.Line", ADD, 9, "a.B.b"),
            target("com.acme.Line", ADD, 99),
            target("com.acme.Line", ADD, 0, "a.C.c"),
            target("com.acme.Line", "com.acme.Other.add(Other.java:1)", 50, "a.D.d"));

    HeldSite held = census.held(ORDERS.site()).orElseThrow();
    assertThat(held.holder()).isEqualTo("a.B.b");
    assertThat(held.samples()).isEqualTo(20);
    assertThat(held.reached()).isEqualTo(9);
    assertThat(held.root()).isEqualTo(PathRoot.THREAD);
    assertThat(held.size()).as("less than none").isZero();
    assertThat(held.firstSize()).isEqualTo(7);
    assertThat(held.firstSecond()).as("not after the walk").isEqualTo(90);
    assertThat(census.held("another")).isEmpty();
    assertThat(census.reachedAt()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void aWalkThatReachesNothingLeavesWhatWasKnown() {
    Census census = reached(null, 90, List.of(ORDERS), target("com.acme.Order", ADD, 4, "a.A.a"));

    assertThat(reached(census, 120, List.of(ORDERS)).held()).isEqualTo(census.held());
    assertThat(reached(census, 120, List.of()).held()).as("of a site that is gone").isEmpty();
    assertThat(reached(census, 90, List.of(ORDERS))).isSameAs(census);
  }

  @Test
  void theHolderOfOneSiteIsKeptTheFirst() {
    SiteSurvivors baskets = site("com.acme.Basket", "com.acme.Baskets.put(Baskets.java:2)");

    Census census =
        reached(
            null,
            90,
            List.of(baskets, ORDERS),
            target("com.acme.Order", ADD, 9, "a.A.a"),
            target("com.acme.Basket", "com.acme.Baskets.put(Baskets.java:2)", 4, "a.B.b"));

    assertThat(census.held()).extracting(HeldSite::site).containsExactly(baskets.site());
  }

  @Test
  void samplesBelongToTheSiteWhoseFrameIsNearest() {
    SiteSurvivors outer = site("com.acme.Order", "com.acme.Handler.handle(Handler.java:5)");
    Target both =
        new Target(
            "com.acme.Order",
            List.of(ADD, "com.acme.Handler.handle(Handler.java:5)"),
            20,
            9,
            PathRoot.STATIC,
            List.of("a.A.a"),
            "a.A.a",
            null,
            null,
            null,
            null,
            null);

    assertThat(reached(null, 90, List.of(outer, ORDERS), both).held())
        .extracting(HeldSite::site)
        .containsExactly(ORDERS.site());
    assertThat(reached(null, 90, List.of(outer), both).held())
        .extracting(HeldSite::site)
        .containsExactly(outer.site());
  }

  @Test
  void aSiteWithoutAFrameOfTheApplicationsIsToldByItsTypeAndInnermostFrame() {
    SiteSurvivors bytes = site("byte[]", null);

    assertThat(reached(null, 90, List.of(bytes), target("byte[]", ADD, 9, "a.A.a")).held())
        .hasSize(1);
    assertThat(reached(null, 90, List.of(bytes), target("char[]", ADD, 9, "a.A.a")).held())
        .isEmpty();
  }

  @Test
  void ofEitherKindOfWalkTheNewestCounts() {
    Census walked = walked(null, 60, true, List.of(), container("a.B.b", 300, null));
    Census both =
        reached(
            walked(null, 50, true, List.of(), container("a.C.c", 9, null)),
            90,
            List.of(ORDERS),
            target("com.acme.Order", ADD, 4, "a.A.a"));

    for (Census newest : List.of(Census.newer(walked, both), Census.newer(both, walked))) {
      assertThat(newest.containers()).isEqualTo(walked.containers());
      assertThat(newest.second()).isEqualTo(60);
      assertThat(newest.weight()).isEqualTo(walked.weight());
      assertThat(newest.held()).isEqualTo(both.held()).hasSize(1);
      assertThat(newest.reachedAt()).isEqualTo(NOON.plusSeconds(90));
    }
    assertThat(Census.newer(null, walked)).isSameAs(walked);
    assertThat(Census.newer(walked, null)).isSameAs(walked);
    assertThat(Census.newer(null, null)).isNull();
  }
}
