package dev.memorysystem.agent.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivorSitesTest {
  private static final List<String> LEAK = List.of("a.B.c(B.java:1)");
  private static final List<String> CACHE = List.of("a.D.e(D.java:2)");

  @Test
  void groupsByTypeAndStackWithAgesYoungestFirst() {
    var sites =
        SurvivorSites.of(
            List.of(
                object("a.X", LEAK, 30, 10),
                object("a.X", LEAK, 5, 10),
                object("a.Y", LEAK, 1, 10),
                object("a.X", CACHE, 7, 5)),
            OptionalLong.empty());
    assertThat(sites).extracting(SurvivorSite::type).containsExactly("a.X", "a.Y", "a.X");
    assertThat(sites.get(0).ages()).containsExactly(5L, 30L);
    assertThat(sites.get(0).liveCount()).isEqualTo(2);
    assertThat(sites.get(0).births()).isEmpty();
    assertThat(sites.get(0).deaths()).isEmpty();
  }

  @Test
  void standForTheirOwnSizesWhenNothingElseIsKnown() {
    var sites =
        SurvivorSites.of(
            List.of(object("a.X", LEAK, 1, 24), object("a.X", LEAK, 2, 40)), OptionalLong.empty());
    assertThat(sites.get(0).liveBytes()).isEqualTo(64);
  }

  @Test
  void shareTheSurvivedBytesEqually() {
    var sites =
        SurvivorSites.of(
            List.of(
                object("a.X", LEAK, 1, 24),
                object("a.X", LEAK, 2, 400),
                object("a.X", LEAK, 3, 24),
                object("a.Y", CACHE, 1, 24)),
            OptionalLong.of(4_000));
    assertThat(sites).extracting(SurvivorSite::liveBytes).containsExactly(3_000L, 1_000L);
  }

  @Test
  void anObjectLargerThanItsShareStandsForItself() {
    var sites =
        SurvivorSites.of(
            List.of(
                object("a.Big", LEAK, 1, 7_000),
                object("a.X", CACHE, 1, 24),
                object("a.X", CACHE, 1, 24)),
            OptionalLong.of(9_000));
    assertThat(sites).extracting(SurvivorSite::liveBytes).containsExactly(7_000L, 2_000L);
  }

  @Test
  void survivedBytesBelowTheSizesAreNotBelieved() {
    var sites =
        SurvivorSites.of(
            List.of(object("a.X", LEAK, 1, 100), object("a.X", LEAK, 1, 100)), OptionalLong.of(50));
    assertThat(sites.get(0).liveBytes()).isEqualTo(200);
  }

  @Test
  void unknownSizesShareToo() {
    var unknown = new LiveObject("a.X", LEAK, 1, OptionalLong.empty());
    assertThat(SurvivorSites.of(List.of(unknown, unknown), OptionalLong.of(500)).get(0).liveBytes())
        .isEqualTo(500);
    assertThat(SurvivorSites.of(List.of(unknown), OptionalLong.empty()).get(0).liveBytes())
        .isZero();
  }

  @Test
  void keepsTheLargest128Sites() {
    var objects =
        IntStream.rangeClosed(1, 200).mapToObj(i -> object("a.T" + i, LEAK, 1, i)).toList();
    var sites = SurvivorSites.of(objects, OptionalLong.empty());
    assertThat(sites).hasSize(128);
    assertThat(sites.get(0).type()).isEqualTo("a.T200");
    assertThat(sites.get(127).type()).isEqualTo("a.T73");
  }

  @Test
  void noSurvivorsAreNoSites() {
    assertThat(SurvivorSites.of(List.of(), OptionalLong.of(1_000))).isEmpty();
  }

  private static LiveObject object(String type, List<String> frames, long age, long size) {
    return new LiveObject(type, frames, age, OptionalLong.of(size));
  }
}
