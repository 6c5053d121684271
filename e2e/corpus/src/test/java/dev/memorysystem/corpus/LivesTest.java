package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivesTest {
  private static final RunPlan LEAK = Examples.plan(Examples.leak("leaky", LeakKind.HEAP));
  private static final RunPlan CLEAN = Examples.plan(Examples.clean("fixed"));

  @Test
  void theLastWordIsReadFromAmongOthers() {
    assertThat(Lives.exhausted(List.of("up", "EXHAUSTED seconds=612.5"))).hasValue(612.5);
    assertThat(Lives.served(List.of("up", "SERVED requests=77", "ENDED"))).hasValue(77);
    assertThat(Lives.served(List.of("ENDED"))).isEmpty();
    assertThat(Lives.exhausted(List.of("not EXHAUSTED seconds=1", "ENDED"))).isEmpty();
  }

  @Test
  void aLifeAsExpectedHasNoProblem() {
    assertThat(Lives.problem(LEAK, List.of("EXHAUSTED seconds=600"), 0)).isEmpty();
    assertThat(Lives.problem(CLEAN, List.of("ENDED"), 0)).isEmpty();
  }

  @Test
  void anyOtherLifeSaysNothingOfTheProduct() {
    assertThat(Lives.problem(LEAK, List.of("ENDED"), 0))
        .hasValue("the leak was not exhausted in 10 minutes: raise its load");
    assertThat(Lives.problem(CLEAN, List.of("EXHAUSTED seconds=9"), 0))
        .hasValue("the clean variant exhausted its memory");
    assertThat(Lives.problem(CLEAN, List.of("hello"), 0))
        .hasValue("said neither EXHAUSTED nor ENDED");
    assertThat(Lives.problem(LEAK, List.of("EXHAUSTED seconds=600"), 1))
        .hasValue("ended with exit code 1");
  }

  @Test
  void aLeakAtLowLoadIsGivenLonger() {
    RunPlan low = new RunPlan(LEAK.of(), LEAK.variant(), Collector.G1, Load.LOW);

    assertThat(LEAK.minutes()).isEqualTo(10);
    assertThat(low.minutes()).isEqualTo(30);
    assertThat(new RunPlan(CLEAN.of(), CLEAN.variant(), Collector.G1, Load.LOW).minutes())
        .isEqualTo(10);
  }

  @Test
  void onlyTheRateIsMultiplied() {
    assertThat(Rates.times(List.of("2.5", "7"), 20)).containsExactly("50.0", "7");
  }
}
