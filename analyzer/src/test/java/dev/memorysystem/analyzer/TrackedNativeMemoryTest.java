package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.Jvm.Resource;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import org.junit.jupiter.api.Test;

/** A JVM that tracks its native memory says which part of it grows. */
class TrackedNativeMemoryTest {
  private static final int HALF_HOUR = 1800;

  @Test
  void namesTheCategoryThatGrows() {
    Finding finding =
        only(
            tracking()
                .set(Resource.NATIVE, t -> 60 + t / 4)
                .tracking("Other", t -> 2 + t / 4)
                .tracking("Symbol", t -> 8));

    assertThat(finding.kind()).isEqualTo(LeakKind.NATIVE);
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.reason())
        .contains("Native Memory Tracking")
        .contains("as Other (Unsafe.allocateMemory and the like")
        .doesNotContain("past the JVM")
        .doesNotContain("Symbol");
  }

  @Test
  void saysWhatWasTakenPastTheJvm() {
    Finding finding =
        only(tracking().set(Resource.NATIVE, t -> 60 + t / 4).tracking("Other", t -> 2));

    assertThat(finding.kind()).isEqualTo(LeakKind.NATIVE);
    assertThat(finding.reason()).contains("native libraries have taken it past the JVM");
  }

  @Test
  void tellsTheTwoApartWhereBothGrow() {
    Finding finding =
        only(
            tracking()
                .set(Resource.NATIVE, t -> 60 + t / 4)
                .tracking("Arena Chunk", t -> 2 + t / 8));

    assertThat(finding.reason())
        .contains("as Arena Chunk")
        .contains("was taken past the JVM, by native libraries");
  }

  @Test
  void buffersThatLeakAreNoNativeMemory() {
    Finding finding =
        only(
            tracking()
                .directLimit(256)
                .set(Resource.DIRECT, t -> 4 + t / 10)
                .tracking("Other", t -> 2));

    assertThat(finding.kind()).isEqualTo(LeakKind.DIRECT_BUFFER);
  }

  @Test
  void whatTheCollectorAndThreadsTakeIsNoLeakOfNativeMemory() {
    Jvm untracked = new Jvm().set(Resource.NATIVE, t -> 80 + t / 4);
    Jvm tracked =
        tracking()
            .set(Resource.NATIVE, t -> 80 + t / 4)
            .tracking("GC", t -> 20 + t / 8)
            .tracking("Thread", t -> 10 + t / 8);

    assertThat(only(untracked).kind()).isEqualTo(LeakKind.NATIVE);
    Run run = Run.of(tracked.signals(HALF_HOUR));
    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aCategoryThatNobodyKnowsYetIsNamedAsItIs() {
    Finding finding =
        only(
            tracking()
                .set(Resource.NATIVE, t -> 60 + t / 4)
                .tracking("Value Objects", t -> 2 + t / 4));

    assertThat(finding.reason()).contains("as Value Objects");
  }

  @Test
  void whatIsTrackedAtTheBeginningIsTakenFromTheGrowthThatIsJudged() {
    Finding finding =
        only(
            tracking()
                .set(Resource.NATIVE, t -> t < 400 ? 160 - t / 4 : 60 + (t - 400) / 4)
                .tracking("Compiler", t -> t < 400 ? 110 - t / 4 : 10)
                .tracking("Other", t -> t < 400 ? 2 : 2 + (t - 400) / 4));

    assertThat(finding.reason()).contains("as Other").doesNotContain("Compiler");
  }

  private static Jvm tracking() {
    return new Jvm().tracking("GC", t -> 20).tracking("Thread", t -> 5);
  }

  private static Finding only(Jvm jvm) {
    Run run = Run.of(jvm.signals(HALF_HOUR));
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    return run.finding();
  }
}
