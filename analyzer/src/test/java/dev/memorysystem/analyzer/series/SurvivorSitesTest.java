package dev.memorysystem.analyzer.series;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Snapshots 100 s after the origin; births before 80 s are proven unless said. */
class SurvivorSitesTest {
  private static final String PUT = "java.util.HashMap.put(HashMap.java:618)";
  private static final String ADD = "com.acme.Orders.add(Orders.java:12)";
  private static final String HANDLE = "com.acme.Handler.handle(Handler.java:5)";
  private static final String RUN = "java.lang.Thread.run(Thread.java:1583)";

  private static Site site(String type, List<String> frames, Integer... ages) {
    return new Site(type, frames, ages.length, 10L * ages.length, List.of(ages), null, null);
  }

  private static Site counted(@Nullable Long births, @Nullable Long deaths, String type) {
    return new Site(type, List.of(PUT, ADD, RUN), 2, 20, List.of(50, 60), births, deaths);
  }

  private static Survivors signal(String sampler, List<Site> sites) {
    return new Survivors(
        Measured.WORKLOAD,
        Measured.process("i-1", NOON),
        NOON.plusSeconds(100),
        sampler,
        Duration.ofSeconds(100),
        null,
        sites);
  }

  private static Snapshot read(Site... sites) {
    return SurvivorSites.read(signal("jfr", List.of(sites)), 100, 80L, 4, null);
  }

  private static SiteSurvivors only(Site... sites) {
    Snapshot snapshot = read(sites);
    assertThat(snapshot.sites()).hasSize(1);
    return snapshot.sites().getFirst();
  }

  @Test
  void beforeTwoCyclesNothingIsProven() {
    Snapshot snapshot =
        SurvivorSites.read(signal("jfr", List.of(site("T", List.of(ADD), 50))), 100, null, 1, null);

    assertThat(snapshot)
        .isEqualTo(new Snapshot(NOON.plusSeconds(100), null, 0, List.of(), 1, false));
  }

  @Test
  void onlyWhatWasBornInItsLifeAndBeforeTheProvingCyclesCounts() {
    SiteSurvivors site = only(site("com.acme.Order", List.of(ADD), 20, 21, 100, 101));

    assertThat(site.samples()).as("born at 79 and 0").isEqualTo(2);
    assertThat(site.oldestSecond()).isZero();
    assertThat(site.oldestAge()).isEqualTo(100);
    assertThat(site.liveBytes()).isEqualTo(40);
    assertThat(site.spread().count()).as("after the oldest").isEqualTo(1);
    assertThat(read(site("com.acme.Order", List.of(ADD), 20)).sites()).isEmpty();
  }

  @Test
  void stacksThatShareTheApplicationsFrameAreOneSite() {
    SiteSurvivors site =
        only(
            site("com.acme.Order", List.of(ADD, HANDLE, RUN), 30, 40, 50),
            site(
                "com.acme.Line", List.of(PUT, "com.acme.Orders.add(Orders.java:14)", RUN), 35, 45));

    assertThat(site.samples()).isEqualTo(5);
    assertThat(site.type()).isEqualTo("com.acme.Order");
    assertThat(site.applicationFrame()).isEqualTo(ADD);
    assertThat(site.site()).isEqualTo("com.acme.Orders.add");
    assertThat(site.liveBytes()).isEqualTo(50);
  }

  @Test
  void sitesAreSharesOfWhatWasBornAfterWarmUpMostSamplesFirst() {
    Snapshot snapshot =
        read(
            site("com.acme.Basket", List.of("com.acme.Baskets.put(B.java:1)", RUN), 40, 70),
            // born at 10, 29 and 50
            site("com.acme.Order", List.of(ADD, RUN), 50, 71, 90));

    assertThat(snapshot.samples()).isEqualTo(3);
    assertThat(snapshot.sites())
        .extracting(SiteSurvivors::type)
        .containsExactly("com.acme.Order", "com.acme.Basket");
    assertThat(snapshot.sites().getFirst().share()).isEqualTo(1 / 3.0);
    assertThat(snapshot.sites().getLast().share()).isEqualTo(2 / 3.0);
    assertThat(only(site("com.acme.Order", List.of(ADD), 90)).share()).isZero();
  }

  @Test
  void fiveSitesAreRemembered() {
    Site[] many =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    site(
                        "com.acme.T" + i,
                        List.of("com.acme.Class" + (char) ('A' + i) + ".add(A.java:1)", RUN),
                        Collections.nCopies(i + 1, 50).toArray(Integer[]::new)))
            .toArray(Site[]::new);

    assertThat(read(many).sites())
        .extracting(SiteSurvivors::samples)
        .containsExactly(7, 6, 5, 4, 3);
  }

  @Test
  void aTypeOfThePlatformStandsForASiteOnlyWhereTheOthersAreFew() {
    assertThat(bytesBesideOrders(95, 5).type()).isEqualTo("com.acme.Order");
    assertThat(bytesBesideOrders(96, 4).type()).isEqualTo("byte[]");
  }

  private static SiteSurvivors bytesBesideOrders(int bytes, int orders) {
    return only(
        site("byte[]", List.of(ADD), Collections.nCopies(bytes, 50).toArray(Integer[]::new)),
        site(
            "com.acme.Order",
            List.of(ADD),
            Collections.nCopies(orders, 50).toArray(Integer[]::new)));
  }

  @Test
  void whatIsMostlyComputedForAMapIsMemoised() {
    List<String> computed =
        List.of(
            "com.acme.Orders.load(Orders.java:9)",
            "java.util.HashMap.computeIfAbsent(H.java:1)",
            RUN);
    List<String> plain = List.of("com.acme.Orders.load(Orders.java:9)", HANDLE, RUN);

    assertThat(only(site("com.acme.Order", computed, 50)).memoised()).isTrue();
    assertThat(
            only(site("com.acme.Order", computed, 50), site("com.acme.Order", plain, 50))
                .memoised())
        .as("half of them")
        .isFalse();
    assertThat(
            only(site("com.acme.Order", computed, 50, 51), site("com.acme.Order", plain, 50))
                .memoised())
        .isTrue();
  }

  @Test
  void ofAStackTheFramesAroundTheApplicationsAreKept() {
    List<String> inner =
        IntStream.range(0, 12).mapToObj(i -> "java.util.A.a(A.java:" + i + ")").toList();
    List<String> outer = List.of(ADD, HANDLE, "com.acme.Main.main(M.java:1)", RUN);

    assertThat(
            only(site("com.acme.Order", Stream.concat(inner.stream(), outer.stream()).toList(), 50))
                .frames())
        .hasSize(10)
        .startsWith("java.util.A.a(A.java:5)")
        .endsWith(ADD, HANDLE, "com.acme.Main.main(M.java:1)");
    assertThat(
            only(site(
                    "byte[]",
                    List.of(PUT, "java.util.B.b(B.java:1)", "java.util.C.c(C.java:1)", RUN),
                    50))
                .frames())
        .as("without a frame of the application's")
        .containsExactly(PUT, "java.util.B.b(B.java:1)", "java.util.C.c(C.java:1)");
  }

  @Test
  void ofLongFramesTheInnermostAreLeftOut() {
    String far = "java.util." + "x".repeat(90);
    String near = "com.acme." + "y".repeat(91);
    String caller = "com.acme." + "z".repeat(91);

    assertThat(only(site("com.acme.Order", List.of(far, far, near, caller), 50)).frames())
        .as("300 characters")
        .containsExactly(far, near, caller);
    assertThat(only(site("com.acme.Order", List.of(far, far, near + "y", caller), 50)).frames())
        .containsExactly(near + "y", caller);
    assertThat(
            only(site("com.acme.Order", List.of(near + "a", caller + "b", caller + "c"), 50))
                .frames())
        .as("its own frame stays")
        .hasSize(3);
  }

  @Test
  void aSamplerThatMayHaveNoRoomLosesSamples() {
    assertThat(loses("jfr", 239)).isFalse();
    assertThat(loses("jfr", 240)).isTrue();
    assertThat(loses("jvmti", 1)).isTrue();
  }

  private static boolean loses(String sampler, int samples) {
    Site many = new Site("T", List.of(ADD), samples, samples, List.of(50), null, null);
    return SurvivorSites.read(signal(sampler, List.of(many)), 100, 80L, 4, null).loses();
  }

  @Test
  void whatBecameOfTheOldIsLearntFromSnapshotToSnapshot() {
    Snapshot before = read(site("com.acme.Order", List.of(ADD), 30, 40, 50, 60));
    assertThat(before.sites().getFirst().old().born()).containsExactly(40, 50, 60, 70);

    List<Site> next = List.of(site("com.acme.Order", List.of(ADD), 30, 50, 60));
    assertThat(old(next, 5, before)).isEqualTo(new OldSamples(List.of(40, 50, 70), 3, 1));
    assertThat(old(next, 4, before)).as("no cycle since").returns(0, OldSamples::followed);
    assertThat(old(next, 5, losing(before))).as("or lost").returns(0, OldSamples::followed);
    assertThat(old(next, 5, null).followed()).isZero();
    assertThat(
            old(
                    List.of(
                        site("com.acme.Order", List.of("com.acme.Other.add(O.java:1)"), 50, 60)),
                    5,
                    before)
                .followed())
        .as("another site")
        .isZero();
  }

  private static Snapshot losing(Snapshot s) {
    return new Snapshot(s.at(), s.provenBefore(), s.samples(), s.sites(), s.cycles(), true);
  }

  private static OldSamples old(List<Site> sites, long cycles, @Nullable Snapshot before) {
    return SurvivorSites.read(signal("jfr", sites), 100, 80L, cycles, before)
        .sites()
        .getFirst()
        .old();
  }

  @Test
  void whoCountsDeathsItselfIsBelievedWhereItDoesSoForTheWholeSite() {
    assertThat(only(counted(40L, 15L, "com.acme.Order"), counted(10L, 5L, "com.acme.Line")).old())
        .returns(30, OldSamples::kept)
        .returns(20, OldSamples::reclaimed);
    assertThat(only(counted(40L, 15L, "com.acme.Order"), counted(null, 5L, "com.acme.Line")).old())
        .returns(0, OldSamples::followed);
    assertThat(only(counted(40L, 15L, "com.acme.Order"), counted(10L, null, "com.acme.Line")).old())
        .returns(0, OldSamples::followed);
  }
}
