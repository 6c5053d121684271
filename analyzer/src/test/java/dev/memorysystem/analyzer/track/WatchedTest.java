package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.track.Watched.Beside;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a process and of a finding from look to look. */
class WatchedTest {
  private static final ProcessRef PROCESS = Measured.process("i-1", NOON);
  private static final Judgement LEAKS = AWatched.judged(Verdict.LEAK, 100, null);
  private static final Judgement FLAT = AWatched.judged(Verdict.NO_LEAK, 100, null);
  private static final Judgement THREADS =
      AWatched.judged(LeakKind.THREAD, Verdict.LEAK, 70, LeakKind.HEAP);

  private static ProcessState cycled(int cycles) {
    return AWatched.cycled(PROCESS, cycles);
  }

  private static Watched heard() {
    return new Watched(cycled(0), 1, null, 0, true, List.of());
  }

  @Test
  void whatLeakedLastIsRememberedByItsCycle() {
    Watched leaking = heard().judged(cycled(5), 7, List.of(THREADS, LEAKS));

    assertThat(leaking.leakedAtCycle()).isEqualTo(5);
    assertThat(leaking.heard()).isEqualTo(7);
    assertThat(leaking.gone()).as("who reports is there").isFalse();
    assertThat(leaking.judgement()).isEqualTo(LEAKS);
    assertThat(leaking.beside()).containsExactly(new Beside(THREADS, 5));
    assertThat(leaking.judgements()).containsExactly(LEAKS, THREADS);
    assertThat(leaking.quietCycles()).isZero();

    Judgement fewer = AWatched.judged(LeakKind.THREAD, Verdict.NO_LEAK, 90, null);
    Watched flat = leaking.judged(cycled(8), 9, List.of(FLAT, fewer));
    assertThat(flat.leakedAtCycle()).isEqualTo(5);
    assertThat(flat.quietCycles()).isEqualTo(3);
    assertThat(flat.beside()).containsExactly(new Beside(fewer, 5));
    assertThat(flat.of(LeakKind.THREAD).quietCycles()).isEqualTo(3);
    assertThat(heard().judged(cycled(8), 9, List.of()).judgements()).isEmpty();
  }

  @Test
  void aKindIsShownAsIfThereWereNoOther() {
    Watched watched = heard().judged(cycled(5), 7, List.of(FLAT, THREADS));

    assertThat(watched.of(LeakKind.HEAP)).isSameAs(watched);
    Watched threads = watched.of(LeakKind.THREAD);
    assertThat(threads.judgement()).isEqualTo(THREADS);
    assertThat(threads.leakedAtCycle()).isEqualTo(5);
    assertThat(threads.beside()).isEmpty();
    assertThat(threads.says(Verdict.LEAK)).isTrue();
    assertThat(threads.watchedSeconds()).isEqualTo(70);
    assertThat(threads.cause()).contains(LeakKind.HEAP);
    Watched none = watched.of(LeakKind.NATIVE);
    assertThat(none.judgement()).isNull();
    assertThat(none.leakedAtCycle()).isZero();
    assertThat(none.says(Verdict.LEAK)).isFalse();
    assertThat(none.watchedSeconds()).isZero();
    assertThat(none.cause()).isEmpty();
    assertThat(none.culprits()).isEmpty();
    assertThat(none.isFull()).isFalse();
  }

  @Test
  void whatIsStoredHasNoSteps() {
    Watched stored = heard().judged(cycled(5), 7, List.of(LEAKS, THREADS)).stored();

    assertThat(stored.judgements()).allMatch(j -> j.steps().isEmpty());
    assertThat(stored.leakedAtCycle()).isEqualTo(5);
    assertThat(stored.beside().getFirst().leakedAtCycle()).isEqualTo(5);
    assertThat(heard().stored()).isEqualTo(heard());
  }

  @Test
  void ofTwoPlacesTheOneThatKnowsAllOfItHasJudged() {
    Watched early = heard().judged(cycled(3), 4, List.of(LEAKS, THREADS));
    Watched late = heard().judged(cycled(8), 9, List.of(FLAT, THREADS)).asGone();

    for (Watched joined : List.of(early.joined(late, 20), late.joined(early, 20))) {
      assertThat(joined.judgement()).isEqualTo(FLAT);
      assertThat(joined.heard()).isEqualTo(20);
      assertThat(joined.gone()).isTrue();
      assertThat(joined.state()).isEqualTo(cycled(8));
      assertThat(joined.leakedAtCycle()).as("8 cycles less none quiet then").isEqualTo(8);
      assertThat(joined.beside()).containsExactly(new Beside(THREADS, 8));
    }
    assertThat(early.joined(early, 4)).isEqualTo(early);
  }

  @Test
  void whatIsLearntOfItLeavesTheRest() {
    Watched watched = heard().judged(cycled(5), 7, List.of(LEAKS, THREADS));

    assertThat(watched.as(PROCESS.of("r7")).state().process().revision()).isEqualTo("r7");
    assertThat(watched.heardAs(12)).returns(12L, Watched::heard).returns(LEAKS, Watched::judgement);
    Watched heard = watched.asGone().of(cycled(6), 8);
    assertThat(heard.gone()).isFalse();
    assertThat(heard.judgement()).isEqualTo(LEAKS);
    assertThat(heard.quietCycles()).isEqualTo(1);
    assertThat(watched.is(PROCESS)).isTrue();
    assertThat(watched.is(Measured.process("i-2", NOON))).isFalse();
    assertThat(watched.is((String) null)).isFalse();
  }

  @Test
  void looksInARowAreCounted() {
    Tracked tracked = AFinding.of("a").tracked(0);

    assertThat(tracked.heldOnce(NOON.plusSeconds(9)))
        .returns(2, Tracked::held)
        .returns(0, Tracked::missed)
        .returns(NOON.plusSeconds(9), Tracked::leakingAt);
    assertThat(tracked.missedOnce().missedOnce())
        .returns(0, Tracked::held)
        .returns(2, Tracked::missed)
        .returns(NOON, Tracked::leakingAt);
    assertThat(tracked.missedOnce().leaking(NOON.plusSeconds(9)))
        .returns(0, Tracked::held)
        .returns(0, Tracked::missed)
        .returns(NOON.plusSeconds(9), Tracked::leakingAt);
    assertThat(tracked.notHeld().held()).isZero();
    assertThat(tracked.notHeld().notHeld()).isEqualTo(tracked.notHeld());
  }

  @Test
  void itWasFoundWhenItGotIntoItsState() {
    Tracked suspected = AFinding.of("a").tracked(0).confirmedAfter(300);
    Tracked confirmed = AFinding.of("a").in(CONFIRMED, 9).tracked(0).confirmedAfter(300);

    assertThat(suspected.found()).isEqualTo(100);
    assertThat(confirmed.found()).isEqualTo(300);
    assertThat(suspected.unshown(NOON.plusSeconds(50))).as("since it leaked").isEqualTo(50);
    assertThat(suspected.of(List.of("s"), NOON.plusSeconds(20)).unshown(NOON.plusSeconds(50)))
        .isEqualTo(30);
    assertThat(suspected.of(List.of("s"), null).sites()).containsExactly("s");
    assertThat(AFinding.of("a").at("a.B.c(B.java:1)").tracked(0).sites()).containsExactly("a.B.c");
    assertThat(suspected.absentSince(NOON).present().absentSince()).isNull();
    assertThat(suspected.present()).isSameAs(suspected);
  }

  private static Watched causing(LeakKind effect, LeakKind cause) {
    return heard()
        .judged(
            cycled(3),
            4,
            List.of(AWatched.judged(effect, Verdict.INSUFFICIENT, 100, cause), LEAKS));
  }

  @Test
  void whatTakesOverAConfirmedFindingIsConfirmed() {
    Tracked heap = AFinding.of("h").tracked(100);
    AFinding threads = AFinding.of("t").of(LeakKind.THREAD).in(CONFIRMED, 50);
    Tracked was = threads.tracked(100).confirmedAfter(400);
    Tracked resolved = threads.in(RESOLVED, 200).tracked(200);
    List<Tracked> now = new ArrayList<>(List.of(resolved, heap));

    List<Finding> told =
        Handover.settle(
            List.of(was, heap),
            now,
            List.of(causing(LeakKind.THREAD, LeakKind.HEAP)),
            NOON.plusSeconds(200));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(CONFIRMED);
    assertThat(told.getFirst().id()).isEqualTo("h");
    assertThat(told.getFirst().reason()).isEqualTo("reason of h");
    assertThat(told.getFirst().transitions().getLast().reason())
        .isEqualTo("It holds what t was, which was confirmed.");
    assertThat(now.getLast().confirmedAfter()).isEqualTo(400);
    assertThat(now.getLast().toldAt()).isEqualTo(NOON.plusSeconds(200));
    assertThat(now.getFirst()).isEqualTo(resolved);
  }

  @Test
  void nothingIsTakenOverWithoutACauseOrOfASuspicion() {
    AFinding threads = AFinding.of("t").of(LeakKind.THREAD).in(CONFIRMED, 50);
    Tracked was = threads.tracked(100);
    Tracked heap = AFinding.of("h").tracked(100);
    Tracked resolved = threads.in(RESOLVED, 200).tracked(200);
    Watched causing = causing(LeakKind.THREAD, LeakKind.HEAP);

    assertThat(taken(was, resolved, heap, causing(LeakKind.NATIVE, LeakKind.HEAP))).isEmpty();
    assertThat(taken(was, was, heap, causing)).as("still open").isEmpty();
    assertThat(taken(heap, resolved, heap, causing)).as("was suspected").isEmpty();
    assertThat(taken(was, resolved, AFinding.of("h").in(CONFIRMED, 9).tracked(100), causing))
        .as("is confirmed")
        .isEmpty();
    assertThat(taken(was, resolved, AFinding.of("n").of(LeakKind.NATIVE).tracked(100), causing))
        .as("another kind")
        .isEmpty();
    assertThat(taken(was, resolved, heap, causing)).hasSize(1);
  }

  private static List<Finding> taken(Tracked was, Tracked then, Tracked heap, Watched running) {
    return Handover.settle(
        List.of(was), new ArrayList<>(List.of(then, heap)), List.of(running), NOON);
  }

  @Test
  void statesAreThoseOfTheFinding() {
    assertThat(AFinding.of("a").tracked(0).is(FindingState.SUSPECTED)).isTrue();
    assertThat(AFinding.of("a").tracked(0).is(CONFIRMED)).isFalse();
  }
}
