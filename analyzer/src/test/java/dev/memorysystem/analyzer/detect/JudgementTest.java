package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Growth GROWTH = new Growth(600, 500, 700, 100, 200, 60, 600, 9, 9, 4, true);
  private static final Exhaustion SOON = new Exhaustion(1000, NOON, NOON, NOON, NOON);

  private static Judgement judgement(LeakKind kind, Verdict verdict, List<Integer> suspects) {
    return new Judgement(
        kind,
        verdict,
        "growth alone",
        "It grows.",
        600,
        0.5,
        GROWTH,
        suspects,
        SOON,
        null,
        "it may be filling",
        List.of("a: b"));
  }

  private static Judgement leak(LeakKind kind) {
    return judgement(kind, Verdict.LEAK, List.of(0));
  }

  @Test
  void otherExplanationsAreRuledOutByKind() {
    assertThat(leak(LeakKind.THREAD).rejected())
        .containsExactly(
            "Warm-up: the process's first part is left out.",
            "A step or a pool that has filled: growth continues to now, without a jump.");
    assertThat(leak(LeakKind.HEAP).rejected())
        .containsExactly(
            "Warm-up: the process's first part is left out.",
            "Garbage not collected yet: only what survived old-generation cycles counts.",
            "A step or a cache that has filled: growth continues to now, without a jump.",
            "A cache that replaces its entries: survivors of every age remain.");
    assertThat(judgement(LeakKind.HEAP, Verdict.LEAK, List.of()).rejected())
        .as("no site is known")
        .hasSize(3);
  }

  @Test
  void culpritsAreThoseOfTheSnapshotThatStillHasThem() {
    Judgement suspecting = judgement(LeakKind.HEAP, Verdict.LEAK, List.of(1, 2));
    SiteSurvivors one = ASite.of("com.acme.Order").born(60, 20);
    SiteSurvivors other = ASite.of("com.acme.Basket").born(60, 10);

    assertThat(suspecting.culprits(process(one, other))).containsExactly(other);
    assertThat(suspecting.culprits(process(one))).isEmpty();
    assertThat(suspecting.culprits(AProcess.fresh())).isEmpty();
  }

  private static ProcessState process(SiteSurvivors... sites) {
    return AProcess.of(AProcess.fresh())
        .sampled(new Snapshot(NOON, 600L, 30, List.of(sites), 5, false))
        .state();
  }

  @Test
  void aForecastOrTheStepsMayBeExchanged() {
    Judgement leak = leak(LeakKind.HEAP);

    assertThat(leak.withoutSteps().steps()).isEmpty();
    assertThat(leak.withoutSteps().exhaustion()).isEqualTo(SOON);
    assertThat(leak.until(null).exhaustion()).isNull();
    assertThat(leak.until(null).steps()).containsExactly("a: b");
  }

  @Test
  void onlyALeakKeepsWhatItsFindingTells() {
    Judgement leak = leak(LeakKind.NATIVE);
    Judgement shortened = judgement(LeakKind.NATIVE, Verdict.INSUFFICIENT, List.of(0)).shortened();

    assertThat(leak.shortened()).isSameAs(leak);
    assertThat(leak.leaks()).isTrue();
    assertThat(shortened.leaks()).isFalse();
    assertThat(shortened.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(shortened.confidence()).isZero();
    assertThat(shortened.growth()).isEqualTo(GROWTH);
    assertThat(shortened.suspects()).isEmpty();
    assertThat(shortened.steps()).isEmpty();
  }

  @Test
  void whatIsPutDownToAnotherIsNoFindingOfItsOwn() {
    Judgement effect = leak(LeakKind.HEAP).putDownTo(LeakKind.THREAD);

    assertThat(effect.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(effect.cause()).isEqualTo(LeakKind.THREAD);
    assertThat(effect.reason())
        .isEqualTo("The live set rises in step with the number of threads, which leaks.");
  }

  @Test
  void whatHoldsAnotherTellsBoth() {
    Judgement held = leak(LeakKind.HEAP);

    Judgement both = leak(LeakKind.THREAD).holding(held, null, "It holds the heap.");
    assertThat(both.reason()).isEqualTo("It grows. It holds the heap.");
    assertThat(both.exhaustion()).isNull();
    assertThat(both.steps()).containsExactly("a: b", "in step: It holds the heap.");

    Judgement first =
        judgement(LeakKind.THREAD, Verdict.INSUFFICIENT, List.of()).holding(held, SOON, "So.");
    assertThat(first.reason()).isEqualTo("So.");
    assertThat(first.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(first.exhaustion()).isEqualTo(SOON);
  }

  @Test
  void ofAStateFromBeforeThereWasAnotherKindItIsTheHeaps() {
    @Nullable LeakKind unknown = null;

    assertThat(
            new Judgement(
                    unknown,
                    Verdict.NO_LEAK,
                    "r",
                    "It is flat.",
                    0,
                    0,
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    List.of())
                .kind())
        .isEqualTo(LeakKind.HEAP);
  }
}
