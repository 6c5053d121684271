package dev.memorysystem.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sites of one leak: a finding at {@code a.Own.add}. */
class FamilyTest {
  private static final Tracked TRACKED = AFinding.of("f").at("a.Own.add(Own.java:1)").tracked(0);

  /** Whose old samples were born in these seconds. */
  private static SiteSurvivors site(String method, int samples, int lately, List<Integer> born) {
    return new SiteSurvivors(
        "T",
        List.of(method + "(X.java:9)"),
        method + "(X.java:9)",
        samples,
        0.5,
        100,
        0,
        100,
        new Spread(samples, List.of(1, 1, lately), 0.1, true),
        false,
        new OldSamples(born, 0, 0));
  }

  private static List<Integer> early() {
    return IntStream.range(0, 20).boxed().toList();
  }

  private static List<Integer> late() {
    return IntStream.range(1000, 1020).boxed().toList();
  }

  @Test
  void itsOwnSiteIsTheOneThatTheFindingNames() {
    SiteSurvivors own = site("a.Own.add", 5, 1, early());
    SiteSurvivors other = site("a.Other.add", 9, 1, late());
    Family family = new Family(TRACKED, List.of(other, own));

    assertThat(family.own(List.of(other, own))).contains(own);
    assertThat(family.own(List.of(other))).isEmpty();
  }

  @Test
  void whatWasBornAtTheSameTimesBelongsToIt() {
    SiteSurvivors own = site("a.Own.add", 5, 1, early());
    SiteSurvivors together = site("a.Together.add", 9, 1, early());
    SiteSurvivors apart = site("a.Apart.add", 9, 1, late());
    Family family = new Family(TRACKED, List.of(apart, together, own));

    assertThat(family.has(own)).isTrue();
    assertThat(family.has(together)).isTrue();
    assertThat(family.has(apart)).isFalse();
    assertThat(family.leader(List.of(apart, together, own))).contains(together);
    assertThat(family.leader(List.of(apart))).isEmpty();
    assertThat(family.with(List.of(apart, together, own)))
        .containsExactly("a.Own.add", "a.Together.add");
  }

  @Test
  void aSiteThatNoLongerGrowsTakesInNoOther() {
    SiteSurvivors own = site("a.Own.add", 5, 0, early());
    SiteSurvivors together = site("a.Together.add", 9, 1, early());

    assertThat(new Family(TRACKED, List.of(together, own)).has(together)).isFalse();
    assertThat(new Family(TRACKED, List.of(together, own)).has(own)).isTrue();
  }

  @Test
  void itsOwnStandsForItWhileItHasMoreThanHalfTheSamplesOfTheLeader() {
    SiteSurvivors leader = site("a.Leader.add", 20, 1, early());

    assertThat(Family.stands(Optional.of(site("a.Own.add", 11, 1, early())), leader)).isTrue();
    assertThat(Family.stands(Optional.of(site("a.Own.add", 10, 1, early())), leader)).isFalse();
    assertThat(Family.stands(Optional.empty(), leader)).isFalse();
  }

  @Test
  void noMoreThanEightAreRemembered() {
    SiteSurvivors own = site("a.Own.add", 5, 1, early());
    List<SiteSurvivors> many =
        IntStream.range(0, 12).mapToObj(i -> site("a.X" + i + ".add", 9, 1, early())).toList();

    assertThat(new Family(TRACKED, List.of(own)).with(many)).hasSize(8).startsWith("a.Own.add");
  }
}
