package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** A live set that grows, and how well it follows the load, by Schwarz's criterion. */
class FollowsLoadTest {
  private final Rule rule = new FollowsLoad();

  private static AnObservation rising(double rate, double beside, double grown, double swing) {
    return by(t -> 100 + t / 6, new Load(0, rate, beside, grown, swing));
  }

  private static AnObservation by(LongUnaryOperator mebibytes, Load load) {
    return AnObservation.of(Seen.minutes(25, mebibytes)).following(load);
  }

  private Answer judged(double rate, double beside, double grown, double swing) {
    return rule.judge(rising(rate, beside, grown, swing).seen());
  }

  @Test
  void withoutTheLoadNothingIsExcluded() {
    assertThat(leak(rule.judge(AnObservation.of(Seen.minutes(25, t -> 100)).seen())))
        .isEqualTo("How much work the process did is not known.");
  }

  @Test
  void aSteadyLoadIsFollowedByNothing() {
    assertThat(leak(judged(20, 0, 0.1, 1.29)))
        .isEqualTo(
            "The rate of allocation stayed within 1.3 times its least: what grows is not the load.");
    assertThat(notLeak(judged(20, 0, 0.1, 1.3))).startsWith("The live set follows the load: ");
  }

  @Test
  void whatIsExplainedByTheRateStronglyFollowsIt() {
    assertThat(notLeak(judged(10, 9.9, 0.29, 200)))
        .isEqualTo(
            "The live set follows the load: allocation varied 99.0-fold; its rate explains the live set better than growth by 10.0 (Schwarz), and leaves 29 % of it to growth.");
    assertThat(cannotSay(judged(9.9, 9.9, 0.29, 2)))
        .startsWith("The live set may follow the load: allocation varied 2.0-fold; ");
  }

  @Test
  void somethingMayGrowBesideIt() {
    assertThat(cannotSay(judged(10, 10, 0.29, 2)))
        .startsWith("The live set follows the load, and something grows beside it: allocation");
  }

  @Test
  void growthThatExplainsMuchIsGrowth() {
    String grows =
        "The live set follows the work done, not the load of the moment, though that varied 2.0-fold.";

    assertThat(leak(judged(20, 0, 0.3, 2))).isEqualTo(grows);
    assertThat(leak(judged(-2, 0, 0.1, 2))).as("the load explains it worse").isEqualTo(grows);
    assertThat(cannotSay(judged(-1.9, 0, 0.1, 2))).startsWith("The live set may follow the load");
    assertThat(leak(judged(-2, 0, 0.1, 500))).endsWith("varied 99.0-fold.");
  }

  @Test
  void whatDoesNotRiseFollowsNothing() {
    Load load = new Load(0, 5, 0, 0.1, 2);

    assertThat(leak(rule.judge(by(t -> 500 - t / 6, load).seen())))
        .startsWith("The live set follows the work done");
    assertThat(leak(rule.judge(AnObservation.of(Seen.minutes(3, t -> t)).following(load).seen())))
        .startsWith("The live set follows the work done");
    assertThat(leak(rule.judge(by(t -> 100 + t / 600, load).seen())))
        .isEqualTo("Whether it follows the load does not matter: it is flat.");
  }

  @Test
  void whatMayFollowItIsNoLeakWhereAllThatSurvivesIsReplaced() {
    var seen =
        rising(5, 0, 0.1, 2).sampled(1400L, ASite.of("com.acme.Order").born(1300, 20)).seen();

    assertThat(notLeak(rule.judge(seen)))
        .startsWith("The live set may follow the load (allocation varied 2.0-fold; ")
        .endsWith(
            "), and nothing is kept: 20 of 20 samples that outlived two old-generation cycles are at sites that replace what they hold, the oldest of 3 min 20 s.");
  }
}
