package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Chain;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples that stay the same from snapshot to snapshot, as those of Flight Recorder do. */
class SitesTest {
  private static final String SPAN = "com.acme.shop.Span";
  private static final String TAG = "com.acme.shop.Tag";
  private static final String PAGE = "com.acme.shop.Page";

  @Test
  void oneLeakWithTwoSitesStaysOneFindingWhenTheOtherLeads() {
    Run run = Run.of(signals(900, age -> List.of(spans(age), tags(age))));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.RESOLVED);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings().getFirst().type()).isEqualTo(SPAN);
    assertThat(run.state().tracked().getFirst().sites())
        .containsExactly("com.acme.shop.Spans.add", "com.acme.shop.Tags.add");
  }

  @Test
  void theSiteThatLeadsForLongIsNamedUnderTheSameId() {
    Run run = Run.of(signals(2400, age -> List.of(spans(age), tags(age))));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    Finding finding = run.finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.type()).isEqualTo(TAG);
    assertThat(finding.transitions())
        .anyMatch(
            t ->
                t.reason().contains("Tags.add")
                    && t.reason().contains("which grows together with com.acme.shop.Spans.add"));
  }

  @Test
  void noneOfALeaksOldSamplesIsReclaimed() {
    Run run = Run.of(signals(300, age -> List.of(tags(age))));

    SiteSurvivors site = site(run, "com.acme.shop.Tags.add");
    assertThat(site.old().kept()).isGreaterThan(20);
    assertThat(site.old().reclaimed()).isZero();
    assertThat(steps(run))
        .anyMatch(step -> step.contains("that were old already, 0 were reclaimed since"));
  }

  @Test
  void aSiteWhoseOldSamplesAreReclaimedIsNotConfirmed() {
    // of every eight entries one stays, the rest are replaced after three minutes
    Run run =
        Run.of(
            signals(
                600, 1400, age -> List.of(samples(PAGE, age, b -> b % 8 == 0 || age - b < 180))));

    SiteSurvivors site = site(run, "com.acme.shop.Pages.add");
    assertThat(site.old().reclaimed()).isGreaterThan(20);
    assertThat(run.findings()).noneMatch(f -> f.state() == FindingState.CONFIRMED);
    assertThat(steps(run)).anyMatch(step -> step.contains("at sites that replace what they hold"));
  }

  @Test
  void aQueueThatIsFullTellsNothingOfWhoIsMissing() {
    // 253 samples at 510 s; 48 of them are not there at 540 s
    Run run =
        Run.of(
            signals(
                600,
                age -> List.of(samples(PAGE, age, b -> b % 2 == 0 && (age < 540 || b > 100)))));

    assertThat(site(run, "com.acme.shop.Pages.add").old().reclaimed()).isZero();
  }

  /** What every rule says of the process now: a state remembers what the last of them said. */
  private static List<String> steps(Run run) {
    ProcessState process = run.state().processes().getFirst().state();
    return Chain.judge(process, process.lastAt(), DetectionSettings.DEFAULT_HORIZON, List.of())
        .steps();
  }

  private static SiteSurvivors site(Run run, String site) {
    return run.state().processes().getFirst().state().snapshot().sites().stream()
        .filter(s -> s.site().equals(site))
        .findFirst()
        .orElseThrow();
  }

  /** Many in the first minutes; then the sampler hits few of them, and soon none. */
  private static Site spans(int age) {
    return samples(SPAN, age, b -> b < 280 ? b % 4 == 0 : b < 400 && b % 40 == 0);
  }

  /** As many a minute over the whole time, fewer than the spans at first. */
  private static Site tags(int age) {
    return samples(TAG, age, b -> b % 9 == 0);
  }

  private static Site samples(String type, int age, IntPredicate isThere) {
    return Heap.site(
        type, IntStream.rangeClosed(5, age).filter(isThere).map(b -> age - b).boxed().toList());
  }

  private interface Sampler {
    List<Site> at(int age);
  }

  private static List<Signal> signals(int seconds, Sampler sampler) {
    return signals(seconds, 256, sampler);
  }

  private static List<Signal> signals(int seconds, double limit, Sampler sampler) {
    return Heap.of(t -> 20 + 0.6 * t)
        .limit(limit)
        .sampled((age, random) -> sampler.at(age))
        .signals(seconds)
        .stream()
        .map(s -> s instanceof Survivors survivors ? byFlightRecorder(survivors) : s)
        .toList();
  }

  private static Signal byFlightRecorder(Survivors s) {
    return new Survivors(
        s.workload(), s.process(), s.at(), "jfr", s.processAge(), s.allocatedBytes(), s.sites());
  }
}
