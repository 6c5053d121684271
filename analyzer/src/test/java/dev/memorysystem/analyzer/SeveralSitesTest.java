package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two leaks of one kind at once: one live set grows, and the finding names both. */
class SeveralSitesTest {
  private static final String ORDER = "com.acme.shop.Order";
  private static final String AUDIT = "com.acme.shop.Audit";

  /** Ages of samples born, of all the time, at a quantile of it. */
  private static Site site(
      String type, int age, int samples, DoubleUnaryOperator born, long old, long dead) {
    Site site =
        Heap.site(
            type,
            IntStream.range(0, samples)
                .mapToObj(i -> age - (int) (age * born.applyAsDouble((i + 0.5) / samples)))
                .toList());
    return new Site(
        site.type(), site.frames(), site.liveCount(), site.liveBytes(), site.ages(), old, dead);
  }

  private static Finding found(Heap.Sampler sampler) {
    Heap heap = Heap.of(t -> 20 + 0.25 * t).limit(256).every(5, 10).sampled(sampler);
    Finding finding = Run.of(heap.signals(600)).finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    return finding;
  }

  /** One slows down, the other gets faster. */
  private static List<Site> two(int age, long deadOfAudit) {
    return List.of(
        site(ORDER, age, 120, u -> 1 - Math.sqrt(1 - u), 100, 0),
        site(AUDIT, age, 100, Math::sqrt, 80, deadOfAudit));
  }

  @Test
  void theOtherIsNamedWhereTheEvidenceSeparatesThem() {
    Finding finding = found((age, random) -> two(age, 0));

    assertThat(finding.type()).isEqualTo(ORDER);
    assertThat(finding.evidence().steps())
        .anySatisfy(
            step ->
                assertThat(step)
                    .startsWith("several sites: of 2 sites tested, 2 surely keep what they hold")
                    .contains("Benjamini and Hochberg")
                    .contains(AUDIT + " allocated at com.acme.shop.Audits.add"));
  }

  @Test
  void notWhereItsObjectsMayBeReplaced() {
    Finding finding = found((age, random) -> two(age, 12));

    assertThat(finding.evidence().steps()).noneMatch(step -> step.startsWith("several sites"));
  }

  @Test
  void notWhereBothAreFedAtOnePace() {
    Finding finding =
        found(
            (age, random) ->
                List.of(
                    site(ORDER, age, 120, u -> u, 100, 0), site(AUDIT, age, 100, u -> u, 80, 0)));

    assertThat(finding.evidence().steps()).noneMatch(step -> step.startsWith("several sites"));
  }
}
