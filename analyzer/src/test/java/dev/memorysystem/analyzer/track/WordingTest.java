package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Holding;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which sentence a finding has; not each of its words. */
class WordingTest {
  private static final long MIB = 1 << 20;
  private static final Growth GROWTH =
      new Growth(60 * MIB, 50 * MIB, 70 * MIB, 100 * MIB, 160 * MIB, 0, 3600, 20, 18, 5, true);

  private static SiteSurvivors site(@Nullable String frame, boolean memoised, String... frames) {
    return new SiteSurvivors(
        "com.acme.Order",
        List.of(frames),
        frame,
        20,
        0.9,
        100,
        0,
        600,
        new Spread(19, List.of(6, 6, 7), 0.1, true),
        memoised,
        new OldSamples(List.of(), 0, 0));
  }

  private static final SiteSurvivors ORDERS =
      site("a.Orders.add(O.java:1)", false, "java.util.HashMap.put(H.java:1)");

  private static String reason(LeakKind kind, @Nullable SiteSurvivors culprit) {
    return Wording.reason(kind, AWatched.judged(kind, Verdict.LEAK, 100, null), GROWTH, culprit);
  }

  @Test
  void theReasonHasItsNumbersAndItsSite() {
    assertThat(reason(LeakKind.HEAP, ORDERS))
        .startsWith(
            "What survives garbage collection grows by 60.0 MiB/h (95 % interval 50.0 MiB/h to 70.0 MiB/h): from 100 MiB to 160 MiB in 1 h, across 18 old-generation cycles.")
        .contains(
            "90 % of the surviving samples are allocated at a.Orders.add(O.java:1) (com.acme.Order)")
        .doesNotContain("Because.");
    assertThat(reason(LeakKind.HEAP, null)).endsWith("18 old-generation cycles. Because.");
    assertThat(reason(LeakKind.NATIVE, null))
        .startsWith("Memory that the runtime does not account for grows by 60.0 MiB/h")
        .endsWith("Because.");
    assertThat(reason(LeakKind.HEAP, site(null, false, "b.C.d(C.java:1)")))
        .contains("allocated at b.C.d(C.java:1) (");
    assertThat(reason(LeakKind.HEAP, site(null, false))).contains("allocated at an unknown site (");
    assertThat(Wording.subject(ORDERS))
        .isEqualTo("com.acme.Order allocated at a.Orders.add(O.java:1)");
  }

  @Test
  void revisionsAreToldWhenThereAreTwo() {
    assertThat(Wording.revisions(seen("r1"), seen("r2")))
        .isEqualTo(" First seen in revision r1; revision r2 still has it.");
    assertThat(Wording.revisions(seen("r1"), seen("r1"))).isEmpty();
    assertThat(Wording.revisions(seen(null), seen("r1"))).isEmpty();
    assertThat(Wording.revisions(seen("r1"), seen(null))).isEmpty();
  }

  private static Sighting seen(@Nullable String revision) {
    return new Sighting(revision, null, NOON);
  }

  private static String recommended(
      LeakKind kind, @Nullable SiteSurvivors culprit, @Nullable Holding holding) {
    return Wording.recommendation(kind, culprit, holding, null);
  }

  @Test
  void whatToDoDependsOnWhatIsKnown() {
    assertThat(recommended(LeakKind.HEAP, null, null)).startsWith("Turn on allocation sampling");
    assertThat(recommended(LeakKind.HEAP, ORDERS, null))
        .startsWith("Find what keeps com.acme.Order reachable after a.Orders.add(O.java:1)")
        .contains("a cache has a bound");
    assertThat(recommended(LeakKind.HEAP, site("a.B.c", true), null))
        .contains("They are computed for a map");
    assertThat(recommended(LeakKind.HEAP, ORDERS, new Holding("a.B.c", List.of(), null)))
        .startsWith(
            "Find why what is allocated at a.Orders.add(O.java:1) is never removed from a.B.c");
    assertThat(recommended(LeakKind.HEAP, null, new Holding("a.B.c", List.of(), null)))
        .startsWith("Find why what is added is never removed from a.B.c");
    assertThat(recommended(LeakKind.THREAD, null, null))
        .startsWith("Take two thread dumps")
        .contains("if a pool has a bound");
    assertThat(recommended(LeakKind.METASPACE, null, null)).startsWith("Compare two listings");
    assertThat(recommended(LeakKind.DIRECT_BUFFER, null, null)).startsWith("Find who keeps direct");
    assertThat(recommended(LeakKind.MAPPED_BUFFER, null, null))
        .startsWith("See which files are mapped")
        .contains("vm.max_map_count")
        .endsWith("until its retention ends.");
    assertThat(recommended(LeakKind.NATIVE, null, null)).startsWith("Look for what is closed");
  }

  @Test
  void aForecastSaysUntilWhenToRestart() {
    var soon = new Exhaustion(256 * MIB, null, NOON.plusMillis(90_500), null, NOON);
    var never = new Exhaustion(256 * MIB, null, null, null, NOON);

    assertThat(Wording.recommendation(LeakKind.HEAP, ORDERS, null, soon))
        .contains(
            " Until it is fixed, restart before about 2026-03-01T12:01:30Z, when the limit of 256 MiB is met.");
    assertThat(Wording.recommendation(LeakKind.THREAD, null, null, soon))
        .contains("restart before");
    assertThat(Wording.recommendation(LeakKind.HEAP, ORDERS, null, never))
        .doesNotContain("restart before");
  }
}
