package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.finding.FindingState.SUSPECTED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What two places found in one workload. */
class MergedFindingsTest {
  private static final Instant AT = NOON.plusSeconds(5000);

  private static MergedFindings merged(Tracked one, Tracked other) {
    MergedFindings merged = merged(List.of(one), List.of(other));
    assertThat(merged(List.of(other), List.of(one)).tracked())
        .as("the other way round")
        .isEqualTo(merged.tracked());
    return merged;
  }

  private static MergedFindings merged(List<Tracked> one, List<Tracked> other, Finding... past) {
    return MergedFindings.of(
        List.of(LeakKind.THREAD, LeakKind.HEAP), one, other, List.of(past), AT);
  }

  private static Tracked only(MergedFindings merged) {
    assertThat(merged.tracked()).hasSize(1);
    return merged.tracked().getFirst();
  }

  private static Tracked counted(
      AFinding finding, long suspectedAfter, long confirmedAfter, int held, int missed) {
    Tracked of = finding.tracked(100);
    return new Tracked(
        of.finding(),
        of.toldAt(),
        suspectedAfter,
        confirmedAfter,
        held,
        missed,
        of.leakingAt(),
        of.sites(),
        of.shownAt(),
        of.absentSince());
  }

  private static Tracked seen(
      AFinding finding, @Nullable Long shownSecond, @Nullable Long absentSecond) {
    Tracked of = finding.tracked(100);
    Tracked shown = of.of(of.sites(), shownSecond == null ? null : NOON.plusSeconds(shownSecond));
    return shown.absentSince(absentSecond == null ? null : NOON.plusSeconds(absentSecond));
  }

  @Test
  void whatOnePlaceFoundStaysAsItIs() {
    Tracked heap = AFinding.of("h").tracked(10);
    Tracked threads = AFinding.of("t").of(LeakKind.THREAD).tracked(10);

    MergedFindings merged = merged(List.of(heap), List.of(threads));

    assertThat(merged.tracked()).containsExactly(threads, heap);
    assertThat(merged.told()).isEmpty();
    assertThat(merged(heap, heap))
        .isEqualTo(new MergedFindings(List.of(heap), List.of(), List.of()));
  }

  @Test
  void anOpenFindingThatShowsSinceTheOtherWasResolvedStands() {
    Tracked resolved = AFinding.of("a").in(RESOLVED, 200).tracked(200);
    Tracked open = AFinding.of("b").tracked(300, 201);

    MergedFindings merged = merged(open, resolved);

    assertThat(only(merged)).isEqualTo(open);
    assertThat(merged.told()).containsExactly(open.finding());
    assertThat(merged.past()).containsExactly(resolved.finding());
  }

  @Test
  void anOpenFindingThatHasNotShownSinceIsResolvedWithTheOther() {
    Tracked resolved = AFinding.of("a").in(RESOLVED, 200).tracked(200);
    Tracked open = AFinding.of("b").tracked(300, 200);

    MergedFindings merged = merged(open, resolved);

    assertThat(only(merged)).isEqualTo(resolved);
    Finding gone = merged.told().getLast();
    assertThat(merged.told()).containsExactly(resolved.finding(), gone);
    assertThat(gone.id()).isEqualTo("b");
    assertThat(gone.state()).isEqualTo(RESOLVED);
    assertThat(gone.reason()).isEqualTo("It is the same growth as a, which was told first.");
    assertThat(gone.transitions().getLast().at()).isEqualTo(AT);
    assertThat(merged.past()).containsExactly(gone);
  }

  @Test
  void theOneToldFirstGivesItsIdAndTheOneToldLastItsNumbers() {
    Tracked first = AFinding.of("b").since(10).growing(1000.0).confidence(0.8).tracked(100);
    Tracked newest = AFinding.of("a").since(20).growing(2000.0).confidence(0.7).tracked(200);

    Tracked merged = only(merged(first, newest));

    assertThat(merged.finding().id()).isEqualTo("b");
    assertThat(merged.finding().growthBytesPerHour()).isEqualTo(2000);
    assertThat(merged.finding().confidence()).isEqualTo(0.8);
    assertThat(merged.finding().reason()).isEqualTo("reason of a");
    assertThat(merged.toldAt()).isEqualTo(NOON.plusSeconds(200));
    assertThat(merged.leakingAt()).isEqualTo(NOON.plusSeconds(200));
    assertThat(merged.finding().transitions())
        .extracting(Transition::at)
        .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20));
  }

  @Test
  void ofTwoToldAtOnceTheIdDecidesWhichWasFirst() {
    assertThat(
            only(merged(AFinding.of("b").tracked(9), AFinding.of("a").tracked(9))).finding().id())
        .isEqualTo("a");
  }

  @Test
  void whatOneHasConfirmedIsConfirmed() {
    Tracked confirmed = AFinding.of("a").in(CONFIRMED, 50).tracked(100);
    Tracked suspected = AFinding.of("a").tracked(200);

    assertThat(only(merged(confirmed, suspected)).finding().state()).isEqualTo(CONFIRMED);
    assertThat(
            only(merged(AFinding.of("a").tracked(100), AFinding.of("b").tracked(200)))
                .finding()
                .state())
        .isEqualTo(SUSPECTED);
  }

  @Test
  void countsAreThoseOfThePlaceThatKnowsBest() {
    Tracked merged =
        only(
            merged(
                counted(AFinding.of("a"), 90, 0, 3, 1), counted(AFinding.of("b"), 70, 200, 1, 2)));

    assertThat(merged.suspectedAfter()).isEqualTo(70);
    assertThat(merged.confirmedAfter()).as("0 is not yet").isEqualTo(200);
    assertThat(merged.held()).isEqualTo(3);
    assertThat(merged.missed()).isEqualTo(1);
    assertThat(
            only(merged(
                    counted(AFinding.of("a"), 90, 300, 0, 0),
                    counted(AFinding.of("b"), 70, 200, 0, 0)))
                .confirmedAfter())
        .isEqualTo(200);
  }

  @Test
  void itIsAbsentWhenBothMissItAndWasShownWhenEitherSawIt() {
    Tracked merged =
        only(merged(seen(AFinding.of("a"), 10L, 300L), seen(AFinding.of("b"), 20L, 400L)));
    assertThat(merged.shownAt()).isEqualTo(NOON.plusSeconds(20));
    assertThat(merged.absentSince()).isEqualTo(NOON.plusSeconds(400));

    Tracked half =
        only(merged(seen(AFinding.of("a"), 10L, 300L), seen(AFinding.of("b"), null, null)));
    assertThat(half.shownAt()).isEqualTo(NOON.plusSeconds(10));
    assertThat(half.absentSince()).isNull();

    Tracked neither =
        only(merged(seen(AFinding.of("a"), null, null), seen(AFinding.of("b"), null, 400L)));
    assertThat(neither.shownAt()).isNull();
    assertThat(neither.absentSince()).isNull();
  }

  @Test
  void whatOnlyTheOlderKnowsIsKept() {
    Triage ignored = new Triage(TriageState.IGNORED, "known", null);
    Triage seen = new Triage(TriageState.ACKNOWLEDGED, null, null);
    Tracked older =
        AFinding.of("a")
            .at("com.acme.Orders.add(Orders.java:1)")
            .heldBy("com.acme.Orders.byId", null)
            .triaged(ignored)
            .tracked(100);

    Finding merged = only(merged(older, AFinding.of("b").tracked(200))).finding();

    assertThat(merged.type()).isEqualTo("com.acme.Order");
    assertThat(merged.allocationSite()).isEqualTo(older.finding().allocationSite());
    assertThat(merged.shareOfGrowth()).isEqualTo(0.5);
    assertThat(merged.evidence().applicationFrame())
        .isEqualTo("com.acme.Orders.add(Orders.java:1)");
    assertThat(merged.recommendation()).isEqualTo("look at a");
    assertThat(merged.holder()).isEqualTo("com.acme.Orders.byId");
    assertThat(merged.retainedPath()).containsExactly("com.acme.Orders.byId");
    assertThat(merged.triage()).isEqualTo(ignored);
    assertThat(only(merged(older, AFinding.of("b").triaged(seen).tracked(200))).finding().triage())
        .isEqualTo(seen);
  }

  @Test
  void whatTheNewestKnowsCountsBeforeTheOlder() {
    Tracked older =
        AFinding.of("a")
            .at("com.acme.Orders.add(Orders.java:1)")
            .heldBy("a.B.c", null)
            .tracked(100);
    Tracked newest =
        AFinding.of("b")
            .at("com.acme.Baskets.put(Baskets.java:2)")
            .heldBy("d.E.f", null)
            .tracked(200);

    Tracked merged = only(merged(older, newest));

    assertThat(merged.finding().allocationSite())
        .containsExactly("com.acme.Baskets.put(Baskets.java:2)");
    assertThat(merged.finding().holder()).isEqualTo("d.E.f");
    assertThat(merged.finding().recommendation()).isEqualTo("look at b");
    assertThat(merged.sites())
        .as("the one first told first")
        .containsExactly("com.acme.Orders.add", "com.acme.Baskets.put");
  }

  @Test
  void itWasSeenFirstWhereItWasSeenFirst() {
    Sighting early = new Sighting("r1", "app:1", NOON);
    Sighting late = new Sighting("r2", "app:2", NOON.plusSeconds(60));

    assertThat(first(early, late)).isEqualTo(early);
    assertThat(first(late, early)).isEqualTo(early);
    assertThat(first(null, late)).isEqualTo(late);
    assertThat(first(late, null)).isEqualTo(late);
    assertThat(first(null, null)).isNull();
  }

  private static @Nullable Sighting first(@Nullable Sighting one, @Nullable Sighting other) {
    return only(merged(
            AFinding.of("a").seen(one, null).tracked(100),
            AFinding.of("b").seen(other, null).tracked(200)))
        .finding()
        .firstSeen();
  }

  @Test
  void processesOfBothAreNamedNewestFirstAndBounded() {
    ProcessRef[] even = processes(0);
    ProcessRef[] odd = processes(1);
    // the newest knows better which revision it is
    ProcessRef known = even[5].of("r7");

    Finding merged =
        only(merged(
                AFinding.of("a").shownBy(even).tracked(100),
                AFinding.of("b")
                    .shownBy(odd[0], odd[1], odd[2], odd[3], odd[4], known)
                    .tracked(200)))
            .finding();

    assertThat(merged.processes()).hasSize(10).startsWith(known).doesNotContain(even[0], even[5]);
    assertThat(merged.processes())
        .extracting(ProcessRef::instanceId)
        .containsExactly(
            "i-10", "i-09", "i-08", "i-07", "i-06", "i-05", "i-04", "i-03", "i-02", "i-01");
  }

  private static ProcessRef[] processes(int from) {
    return IntStream.range(0, 6)
        .map(i -> from + 2 * i)
        .mapToObj(i -> Measured.process("i-%02d".formatted(i), NOON.plusSeconds(i)))
        .toArray(ProcessRef[]::new);
  }

  @Test
  void transitionsOfBothAreKeptOnceTheNewestTen() {
    AFinding one = AFinding.of("a");
    AFinding other = AFinding.of("a");
    for (int i = 1; i <= 6; i++) {
      one.in(SUSPECTED, 20L * i);
      other.in(SUSPECTED, 20L * i + 10);
    }

    assertThat(only(merged(one.tracked(300), other.tracked(400))).finding().transitions())
        .extracting(Transition::at)
        .hasSize(10)
        .isSorted()
        .startsWith(NOON.plusSeconds(40))
        .endsWith(NOON.plusSeconds(130));
  }

  @Test
  void thePastIsNewestFirstEachOnceAndBounded() {
    Finding[] past =
        IntStream.range(0, 8)
            .mapToObj(i -> AFinding.of("p" + i % 7).in(RESOLVED, 100 + i).told())
            .toArray(Finding[]::new);

    MergedFindings merged = merged(List.of(AFinding.of("p5").tracked(300)), List.of(), past);

    assertThat(merged.past()).extracting(Finding::id).containsExactly("p0", "p6", "p4", "p3", "p2");
    assertThat(merged.past().getFirst()).isEqualTo(past[7]);
  }
}
