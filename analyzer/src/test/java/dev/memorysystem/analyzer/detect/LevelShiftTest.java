package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Regime.Start;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Since a jump of 50 MiB, or a bend, at the first minute: floors a minute apart, at 200 MiB. */
class LevelShiftTest {
  private static Answer judged(Start start, int floors, long highest, long before) {
    Regime regime =
        new Regime(Seen.minutes(floors, t -> 200), start, 50 * MIB, 60, highest * MIB, before);
    return new LevelShift().judge(AnObservation.of(regime).seen());
  }

  @Test
  void whatIsWholeNeverJumped() {
    assertThat(leak(judged(Start.WHOLE, 6, 0, 0))).isEqualTo("The level never jumped.");
    assertThat(leak(new LevelShift().judge(AnObservation.of(List.of()).seen())))
        .isEqualTo("The level never jumped.");
  }

  @Test
  void aJumpBetweenTwoOfTheSameSlopeIsLeftOut() {
    assertThat(leak(judged(Start.RAISED, 6, 0, 0)))
        .isEqualTo(
            "The level jumped by 50.0 MiB 5 min ago; the growth before and after is the same, and is judged without the jump.");
  }

  @Test
  void fiveFloorsMustHaveComeSince() {
    assertThat(cannotSay(judged(Start.JUMP, 4, 100, 60)))
        .isEqualTo(
            "The level jumped by 50.0 MiB 3 min ago, and only 4 old-generation floors came since: a step is not a leak.");
    assertThat(leak(judged(Start.JUMP, 5, 100, 60)))
        .isEqualTo("The level jumped by 50.0 MiB 4 min ago; only what came since is judged.");
  }

  @Test
  void whatComesBackToWhereItWasIsLoad() {
    assertThat(notLeak(judged(Start.JUMP, 6, 200, 151)))
        .isEqualTo(
            "The level jumped by 50.0 MiB 5 min ago, but at 200 MiB the live set is no higher than it has been before (200 MiB).");
    assertThat(leak(judged(Start.JUMP, 6, 199, 151))).endsWith("only what came since is judged.");
  }

  @Test
  void unlessItRisesForTwiceAsLongAsAllBefore() {
    assertThat(leak(judged(Start.JUMP, 6, 300, 150))).endsWith("only what came since is judged.");
    assertThat(notLeak(judged(Start.JUMP, 6, 300, 151))).contains("no higher than");
  }

  @Test
  void growthMayBeginLateOrSlowDown() {
    assertThat(leak(judged(Start.KNEE, 6, 100, 60)))
        .isEqualTo("Growth began 5 min ago; only what came since is judged.");
    assertThat(leak(judged(Start.BEND, 6, 100, 60)))
        .isEqualTo("Growth slowed down 5 min ago; only what came since is judged.");
  }
}
