package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Floors from second 60 to 1,500; what was born before 1,060 has outlived two cycles. */
class SurvivingSitesTest {
  private static final String ORDERS =
      "com.acme.Order allocated at com.acme.Orders.add(Orders.java:12)";

  private final Rule rule = new SurvivingSites();

  private static Observation seen(@Nullable Long proven, SiteSurvivors... sites) {
    return AnObservation.of(Seen.minutes(25, t -> 100 + t / 6)).sampled(proven, sites).seen();
  }

  private static ASite orders() {
    return ASite.of("com.acme.Order");
  }

  private String judged(SiteSurvivors... sites) {
    Answer answer = rule.judge(seen(1060L, sites));
    return answer instanceof Answer.Leak ? leak(answer) : cannotSay(answer);
  }

  @Test
  void withoutSamplesTheSiteIsNotKnown() {
    assertThat(cannotSay(rule.judge(AnObservation.of(Seen.minutes(25, t -> 100 + t / 6)).seen())))
        .isEqualTo("No allocation samples: the site is not known.");
    assertThat(judged())
        .isEqualTo("No allocation sample has outlived two old-generation cycles yet.");
  }

  @Test
  void aSiteWhoseSurvivorsAreOfEveryAgeLeaks() {
    assertThat(judged(orders().born(60, 20)))
        .isEqualTo(
            "20 samples that outlived two old-generation cycles, 50 % of all since warm-up, are of "
                + ORDERS
                + ", born throughout the last 24 min (by thirds of that time: [6, 6, 6]).");
  }

  @Test
  void whatBecameOfThoseThatWereOldIsTold() {
    assertThat(judged(orders().old(39, 1).born(60, 20)))
        .endsWith(
            " Of 40 that were old already, 1 was reclaimed since: at most 11 % ever are (95 %).");
    assertThat(judged(orders().old(38, 2).born(60, 20)))
        .contains(" Of 40 that were old already, 2 were reclaimed since: ");
    assertThat(judged(orders().old(1, 0).born(60, 20)))
        .contains(" Of 1 that were old already, 0 were reclaimed since: ");
  }

  @Test
  void whatIsReclaimedIsReplaced() {
    assertThat(judged(orders().old(5, 15).born(60, 20)))
        .isEqualTo(
            "No allocation site's survivors look like a leak's yet; the largest has 20, "
                + ORDERS
                + ": 15 of 20 that were old were reclaimed since, so it replaces what it holds.");
  }

  @Test
  void sixSamplesAreTheLeast() {
    assertThat(judged(orders().born(60, 6))).startsWith("6 samples that outlived");
    assertThat(judged(orders().born(60, 5))).endsWith("has 5, " + ORDERS + ": too few samples.");
  }

  @Test
  void theOldestMustReachOverThreeFifthsOfTheTime() {
    assertThat(judged(orders().born(460, 20))).startsWith("20 samples that outlived");
    assertThat(judged(orders().born(461, 20)))
        .endsWith("they are only as old as 17 min 19 s, as in a cache that replaces its entries.");
    assertThat(cannotSay(rule.judge(seen(null, orders().born(60, 20)))))
        .contains("they are only as old as 24 min");
  }

  @Test
  void withoutFloorsTheTimeBeginsAfterWarmUp() {
    var none = AnObservation.of(List.of()).now(1500);

    assertThat(leak(rule.judge(none.sampled(1030L, orders().born(430, 20)).seen())))
        .startsWith("20 samples");
    assertThat(cannotSay(rule.judge(none.sampled(1030L, orders().born(431, 20)).seen())))
        .contains("they are only as old as");
  }

  @Test
  void birthsMustBeSpreadOverTheWholeTime() {
    assertThat(judged(spread(18, 0.5, false, 6))).startsWith("20 samples");
    assertThat(judged(spread(18, 0.51, false, 6)))
        .endsWith("born unevenly (by thirds: [6, 6, 6]).");
    assertThat(judged(spread(18, 0.1, false, 0))).endsWith("born unevenly (by thirds: [6, 6, 0]).");
  }

  @Test
  void lateBirthsMustBeMoreEvenUnlessTheyAreFew() {
    assertThat(judged(spread(100, 0.3, true, 6))).startsWith("20 samples");
    assertThat(judged(spread(100, 0.31, true, 6))).contains("born unevenly");
    assertThat(judged(spread(4, 0.68, true, 1))).as("by chance").startsWith("20 samples");
    assertThat(judged(spread(4, 0.69, true, 1))).contains("born unevenly");
  }

  private static SiteSurvivors spread(int count, double distance, boolean late, int last) {
    return orders().spread(new Spread(count, List.of(6, 6, last), distance, late)).born(60, 20);
  }

  @Test
  void theFirstThatLooksSoIsTold() {
    SiteSurvivors cache = ASite.of("com.acme.Entry").old(5, 15).born(60, 50);
    SiteSurvivors leak = orders().at(null).born(60, 20);
    Observation seen = seen(1060L, cache, leak);

    assertThat(SurvivingSites.leaking(seen)).containsExactly(leak);
    assertThat(SurvivingSites.places(seen, SurvivingSites.leaking(seen))).containsExactly(1);
    assertThat(leak(rule.judge(seen))).contains("are of com.acme.Order, born throughout");
    Observation unsampled = AnObservation.of(Seen.minutes(25, t -> 100)).seen();
    assertThat(SurvivingSites.leaking(unsampled)).isEmpty();
    assertThat(SurvivingSites.places(unsampled, List.of(leak))).isEmpty();
  }

  @Test
  void allIsReplacedWhereNineOfTenSamplesAre() {
    SiteSurvivors young = orders().born(1200, 18);
    SiteSurvivors reclaimed = ASite.of("com.acme.Entry").old(5, 15).born(1100, 18);

    assertThat(SurvivingSites.replaced(seen(1060L, young, reclaimed, orders().born(60, 4))))
        .isEqualTo(
            "36 of 40 samples that outlived two old-generation cycles are at sites that replace what they hold, the oldest of 6 min 40 s");
    assertThat(SurvivingSites.replaced(seen(1060L, young, reclaimed, orders().born(60, 5))))
        .isNull();
  }

  @Test
  void ofFewerThanTwentySamplesNothingIsSaid() {
    assertThat(SurvivingSites.replaced(seen(1060L, orders().born(1200, 20)))).isNotNull();
    assertThat(SurvivingSites.replaced(seen(1060L, orders().born(1200, 19)))).isNull();
    assertThat(SurvivingSites.replaced(seen(null, orders().born(1200, 20)))).isNull();
    assertThat(SurvivingSites.replaced(AnObservation.of(Seen.minutes(25, t -> t)).seen())).isNull();
  }
}
