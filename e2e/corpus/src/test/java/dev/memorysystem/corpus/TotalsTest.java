package dev.memorysystem.corpus;

import static dev.memorysystem.corpus.Examples.clean;
import static dev.memorysystem.corpus.Examples.judgedLeak;
import static dev.memorysystem.corpus.Examples.leak;
import static dev.memorysystem.corpus.Examples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final RunPlan HEAP = plan(leak("leaky", LeakKind.HEAP));
  private static final RunPlan THREADS = plan(leak("threads", LeakKind.THREAD));
  private static final RunPlan TWIN = plan(clean("fixed"));

  static final List<Scored> SCORED =
      List.of(
          new Scored(HEAP, judgedLeak(0.1, 0.2, Verdict.LEAK), null),
          new Scored(HEAP, judgedLeak(0.4, 0.6, Verdict.LEAK), null),
          new Scored(HEAP, judgedLeak(0.4, null, Verdict.INSUFFICIENT), null),
          new Scored(THREADS, judgedLeak(0.1, 0.2, Verdict.LEAK), null),
          new Scored(HEAP, null, "ended with exit code 1"),
          new Scored(TWIN, new Judged.Clean(null, null, Verdict.NO_LEAK, null), null),
          new Scored(TWIN, new Judged.Clean(null, null, Verdict.INSUFFICIENT, null), null),
          new Scored(TWIN, new Judged.Clean(60.0, 99.0, Verdict.NO_LEAK, "heap"), null));

  @Test
  void whatSaysNothingIsInNoFigure() {
    Totals totals = Totals.of(SCORED);

    assertThat(totals.inTime()).isEqualTo(new Share(2, 4));
    assertThat(totals.cleanConfirmed()).isEqualTo(new Share(1, 3));
    assertThat(totals.cleanSuspected()).isEqualTo(new Share(1, 3));
    assertThat(totals.cleanInsufficient()).isEqualTo(new Share(1, 3));
    assertThat(totals.kind()).as("confirmed ones").isEqualTo(new Share(3, 3));
    assertThat(totals.type()).as("confirmed ones on the heap").isEqualTo(new Share(2, 2));
    assertThat(totals.site()).isEqualTo(new Share(0, 2));
    assertThat(totals.holder()).isEqualTo(new Share(0, 0));
    assertThat(totals.forecastError()).isCloseTo(0.1, within(1e-9));
    assertThat(totals.covered()).isEqualTo(new Share(4, 4));
    assertThat(totals.late()).isEqualTo(new Share(0, 4));
  }

  @Test
  void nothingRunIsNothingSaid() {
    Totals totals = Totals.of(List.of());

    assertThat(totals.inTime()).isEqualTo(new Share(0, 0));
    assertThat(totals.forecastError()).isNull();
  }

  /** Published: 8 of 10 at 95 % is 0.4439 to 0.9748; none of 10 is 0 to 0.3085. */
  @Test
  void intervalsAreThoseOfClopperAndPearson() {
    assertThat(new Share(8, 10).low()).isCloseTo(0.4439, within(1e-4));
    assertThat(new Share(8, 10).high()).isCloseTo(0.9748, within(1e-4));
    assertThat(new Share(0, 10).low()).isZero();
    assertThat(new Share(0, 10).high()).isCloseTo(0.3085, within(1e-4));
    assertThat(new Share(10, 10).low()).isCloseTo(0.6915, within(1e-4));
    assertThat(new Share(10, 10).high()).isEqualTo(1);
    assertThat(new Share(0, 0).low()).isZero();
    assertThat(new Share(0, 0).high()).isEqualTo(1);
  }
}
