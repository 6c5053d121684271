package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The live set rises by 2 MiB a minute to minute 40; its container has not grown since then. */
class ContainersFilledTest {
  private static final String NONE = "No container that has taken in most of the elements is full.";
  private final Rule rule = new ContainersFilled();

  private static AContainer full() {
    return AContainer.growing().still(8, 2400).walks(40, 32, 0);
  }

  /** Minutes after that in which the live set is level. */
  private static AnObservation levelFor(int minutes) {
    return AnObservation.of(Seen.minutes(40 + minutes, t -> 100 + Math.min(t, 2400) / 30));
  }

  private String answer(Followed... containers) {
    return leak(rule.judge(levelFor(10).walked(AContainer.census(containers)).seen()));
  }

  @Test
  void withoutACensusNothingIsKnown() {
    String unknown = "No walk of the heap has counted its containers.";
    Census reached = new Census(null, 0, 0, 0, 0, List.of(full().followed()), null, List.of());

    assertThat(leak(rule.judge(levelFor(10).seen()))).isEqualTo(unknown);
    assertThat(leak(rule.judge(levelFor(10).walked(reached).seen()))).isEqualTo(unknown);
  }

  @Test
  void whatStoppedWithItsContainerIsFull() {
    assertThat(notLeak(rule.judge(levelFor(10).walked(full().census()).seen())))
        .isEqualTo(
            "com.acme.Orders.byId (java.util.HashMap) took in 100 % of what all containers did, and has not grown over 8 walks in 10 min, and the live set neither: it is full.");
  }

  @Test
  void whatGoesOnIsSomethingElse() {
    var seen = AnObservation.of(Seen.minutes(50, t -> 100 + t / 30)).walked(full().census()).seen();

    assertThat(leak(rule.judge(seen)))
        .endsWith("but the live set has grown by 20.0 MiB since: something else grows.");
  }

  @Test
  void aQuarterOfWhatWasExpectedShowsIt() {
    assertThat(notLeak(judgedAfter(4))).contains("it is full");
    assertThat(leak(judgedAfter(6))).contains("grown by 6.0 MiB since");
  }

  private Answer judgedAfter(long mebibytes) {
    var floors = Seen.minutes(50, t -> 100 + Math.min(t, 2400) / 30 + (t < 3000 ? 0 : mebibytes));
    return rule.judge(AnObservation.of(floors).walked(full().census()).seen());
  }

  @Test
  void threeFloorsMustHaveComeSince() {
    assertThat(notLeak(rule.judge(levelFor(2).walked(full().census()).seen())))
        .contains("it is full");
    assertThat(cannotSay(rule.judge(levelFor(1).walked(full().census()).seen())))
        .endsWith(": whether the live set goes on growing is not known yet.");
    var early = levelFor(0).walked(full().still(8, 2401).census()).now(2500).seen();
    assertThat(cannotSay(rule.judge(early))).contains("over 8 walks in 1 min 39 s");
  }

  @Test
  void whatIsExpectedMustStandOutOfTheNoise() {
    var noisy =
        AnObservation.of(Seen.minutes(50, t -> 100 + Math.min(t, 2400) / 30 + t / 60 % 4 * 10))
            .walked(full().census())
            .seen();

    assertThat(cannotSay(rule.judge(noisy))).contains("is not known yet");
  }

  @Test
  void withoutALineNothingIsSaid() {
    var seen =
        AnObservation.of(Seen.minutes(3, t -> 100)).walked(full().still(8, 60).census()).seen();

    assertThat(leak(rule.judge(seen))).isEqualTo(NONE);
  }

  @Test
  void onlyOneThatTookInMostAndStoppedForGoodIsFull() {
    assertThat(answer(full().size(119).followed())).as("few").isEqualTo(NONE);
    assertThat(answer(AContainer.growing().followed())).as("it grows").isEqualTo(NONE);
    assertThat(answer(full().emptiedAt(3000).followed())).as("emptied").isEqualTo(NONE);
    assertThat(answer(full().walks(40, 0, 0).followed())).as("never seen to grow").isEqualTo(NONE);
    Followed other = AContainer.growing().size(3000).followed();
    assertThat(answer(full().followed(), other)).as("another took in more").isEqualTo(NONE);
  }

  @Test
  void twentyElementsAndHalfAreEnough() {
    var few = levelFor(10).walked(full().size(120).census()).seen();
    assertThat(notLeak(rule.judge(few))).contains("took in 100 %");
    var half =
        levelFor(10)
            .walked(AContainer.census(full().followed(), AContainer.growing().followed()))
            .seen();
    assertThat(notLeak(rule.judge(half))).contains("took in 50 %");
  }
}
