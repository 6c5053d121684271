package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.CONFIRMED;
import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static dev.memorysystem.analyzer.finding.FindingState.SUSPECTED;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.AProcess;
import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.statistics.Spread;
import dev.memorysystem.analyzer.track.Lifecycle.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One look, ten minutes after noon, at a finding that was suspected after 100 s. */
class LifecycleTest {
  private static final Instant AT = NOON.plusSeconds(600);

  private static Watched watched(Judgement judgement, String id, SiteSurvivors... sites) {
    ProcessState state = AWatched.cycled(Measured.process(id, NOON), 3);
    ProcessState sampled =
        AProcess.of(state).sampled(new Snapshot(AT, 500L, 20, List.of(sites), 3, false)).state();
    return new Watched(sampled, 0, judgement, 0, false, List.of());
  }

  private static Judgement leak(
      long seconds,
      double confidence,
      boolean proven,
      @Nullable String unconfirmed,
      @Nullable Exhaustion exhaustion,
      List<Integer> suspects) {
    return new Judgement(
        LeakKind.HEAP,
        Verdict.LEAK,
        "rule",
        "It grows.",
        seconds,
        confidence,
        new Growth(1000, 900, 1100, 100, 200, 0, seconds, 9, 9, 4, proven),
        suspects,
        exhaustion,
        null,
        unconfirmed,
        List.of("rule: It grows."));
  }

  private static Watched leaks(String id, long seconds, double confidence) {
    return watched(leak(seconds, confidence, true, null, null, List.of()), id);
  }

  private static Tracked tracked(AFinding finding, int held, int missed, Instant leakingAt) {
    return new Tracked(
        finding.told(), NOON, 100, 100, held, missed, leakingAt, List.of(), NOON, null);
  }

  private static Tracked held(AFinding finding, int looks) {
    return tracked(finding, looks, 0, NOON);
  }

  private static Outcome look(
      @Nullable String judged, @Nullable Tracked before, Watched... running) {
    return new Lifecycle(Measured.WORKLOAD, LeakKind.HEAP, AT, 0.5, judged)
        .look(before, List.of(), List.of(running));
  }

  private static FindingState after(AFinding finding, int looks, Watched... running) {
    return look("i-1", held(finding, looks), running).tracked().finding().state();
  }

  @Test
  void itIsConfirmedAtTheThirdLookWhenItWasWatchedATenthLonger() {
    assertThat(after(AFinding.of("a"), 2, leaks("i-1", 111, 0.6))).isEqualTo(CONFIRMED);
    assertThat(after(AFinding.of("a"), 2, leaks("i-1", 109, 0.6))).isEqualTo(SUSPECTED);
    assertThat(after(AFinding.of("a"), 1, leaks("i-1", 111, 0.6))).isEqualTo(SUSPECTED);
    Outcome other = look("i-2", held(AFinding.of("a"), 2), leaks("i-1", 111, 0.6));
    assertThat(other.tracked().finding().state()).as("another was looked at").isEqualTo(SUSPECTED);
    assertThat(other.tracked().held()).isEqualTo(2);
    assertThat(other.tracked().leakingAt()).isEqualTo(AT);
  }

  @Test
  void whoIsNotSureEnoughOrMissesSomethingWaits() {
    assertThat(after(AFinding.of("a"), 2, leaks("i-1", 111, 0.5))).isEqualTo(CONFIRMED);
    assertThat(after(AFinding.of("a"), 2, leaks("i-1", 111, 0.49))).isEqualTo(SUSPECTED);
    Watched missing = watched(leak(111, 0.6, true, "room", null, List.of()), "i-1");
    assertThat(after(AFinding.of("a"), 2, missing)).isEqualTo(SUSPECTED);
    assertThat(after(AFinding.of("a").in(CONFIRMED, 1).in(SUSPECTED, 2), 2, missing))
        .as("it was confirmed before")
        .isEqualTo(CONFIRMED);
  }

  @Test
  void whatAnotherProcessShowsTooNeedsNeitherProofNorTime() {
    Watched unproven = watched(leak(100, 0.6, false, null, null, List.of()), "i-1");
    Watched longer = watched(leak(111, 0.6, false, null, null, List.of()), "i-1");

    assertThat(after(AFinding.of("a"), 2, longer)).as("unproven").isEqualTo(SUSPECTED);
    assertThat(after(AFinding.of("a"), 2, unproven, leaks("i-0", 90, 0.5))).isEqualTo(CONFIRMED);
    assertThat(after(AFinding.of("a").shownBy(Measured.process("i-9", NOON)), 2, unproven))
        .as("shown by an earlier start")
        .isEqualTo(CONFIRMED);
    assertThat(after(AFinding.of("a").in(CONFIRMED, 1).in(SUSPECTED, 2), 2, unproven))
        .isEqualTo(CONFIRMED);
  }

  @Test
  void theSurestProcessThenTheOneWatchedLongestSpeaks() {
    assertThat(look("i-1", null, leaks("i-1", 50, 0.6), leaks("i-2", 40, 0.7)).told())
        .singleElement()
        .returns(0.7, Finding::confidence);
    assertThat(look("i-1", null, leaks("i-1", 50, 0.6), leaks("i-2", 40, 0.6)).told())
        .singleElement()
        .returns(50L, f -> f.evidence().observedSeconds());
    Outcome tie = look("i-1", null, leaks("i-1", 50, 0.6), leaks("i-2", 50, 0.6));
    assertThat(look("i-1", null, leaks("i-2", 50, 0.6), leaks("i-1", 50, 0.6)).tracked())
        .isEqualTo(tie.tracked());
    assertThat(tie.tracked().held()).isEqualTo(1);
    assertThat(tie.tracked().suspectedAfter()).isEqualTo(50);
  }

  private static Exhaustion exhaustion(long second) {
    return new Exhaustion(9, null, NOON.plusSeconds(second), null, AT);
  }

  @Test
  void whoRunsOutFirstCounts() {
    Watched late = watched(leak(50, 0.7, true, null, exhaustion(9000), List.of()), "i-1");
    Watched soon = watched(leak(50, 0.6, true, null, exhaustion(5000), List.of()), "i-2");
    Watched flat =
        watched(AWatched.judged(Verdict.NO_LEAK, 50, null).until(exhaustion(100)), "i-3");

    assertThat(look("i-1", null, late, soon, flat).told())
        .singleElement()
        .returns(exhaustion(5000), Finding::exhaustion);
  }

  @Test
  void namedAreThoseThatLeakAndThoseThatDidAndRun() {
    Watched flat = watched(AWatched.judged(Verdict.NO_LEAK, 90, null), "i-2");
    Watched other = watched(AWatched.judged(Verdict.NO_LEAK, 90, null), "i-3");
    AFinding shown =
        AFinding.of("a").shownBy(Measured.process("i-2", NOON), Measured.process("i-8", NOON));

    Outcome outcome = look("i-1", held(shown, 2), leaks("i-1", 111, 0.6), flat, other);

    assertThat(outcome.tracked().finding().processes())
        .extracting(ProcessRef::instanceId)
        .containsExactly("i-1", "i-2");
  }

  @Test
  void whatWasResolvedOpensAgainAtTheThirdLook() {
    AFinding resolved = AFinding.of("a").in(RESOLVED, 10);

    assertThat(look("i-1", held(resolved, 1), leaks("i-1", 111, 0.6)).told()).isEmpty();
    Outcome again = look("i-1", held(resolved, 2), leaks("i-1", 111, 0.6));
    assertThat(again.told()).singleElement().returns(SUSPECTED, Finding::state);
    assertThat(again.tracked().held()).isEqualTo(1);
    assertThat(look("i-1", held(resolved, 2)).tracked().held()).as("it did not show").isZero();
  }

  @Test
  void onlyTheLooksAtTheProcessWatchedLongestThatAllAgreeWithCountAgainstIt() {
    Watched flat = watched(AWatched.judged(Verdict.NO_LEAK, 40, null), "i-1");
    Watched longer = watched(AWatched.judged(Verdict.NO_LEAK, 41, null), "i-2");
    Watched unsure = watched(AWatched.judged(Verdict.INSUFFICIENT, 30, null), "i-3");
    Tracked before = held(AFinding.of("a"), 2);

    assertThat(look("i-1", before, flat).tracked())
        .returns(1, Tracked::missed)
        .returns(0, Tracked::held);
    assertThat(look("i-1", before, flat, longer).tracked().missed()).isZero();
    assertThat(look("i-2", before, flat, longer).tracked().missed()).isEqualTo(1);
    assertThat(look("i-1", before, flat, unsure).tracked()).isEqualTo(before);
  }

  @Test
  void atItsLimitItLeaksOn() {
    ProcessRef process = Measured.process("i-1", NOON);
    ProcessState full = ProcessState.of(process, NOON);
    for (int i = 0; i <= 4; i++) {
      full =
          full.with(
              Measured.at(100L * i + 60)
                  .of(process)
                  .floor(95)
                  .heap(null, 100L)
                  .oldCycles(i + 1, 95L)
                  .told());
    }
    Watched atLimit =
        new Watched(full, 0, AWatched.judged(Verdict.NO_LEAK, 900, null), 0, false, List.of());

    assertThat(look("i-1", tracked(AFinding.of("a"), 0, 2, NOON), atLimit).tracked())
        .returns(0, Tracked::missed)
        .returns(AT, Tracked::leakingAt);
  }

  @Test
  void whatAnotherLeakHoldsIsPutDownToItAtTheThirdLook() {
    Watched held = watched(AWatched.judged(Verdict.INSUFFICIENT, 90, LeakKind.THREAD), "i-1");
    Watched other = watched(AWatched.judged(Verdict.INSUFFICIENT, 90, null), "i-2");
    Tracked twice = tracked(AFinding.of("a"), 0, 2, AT);

    assertThat(look("i-2", twice, held, other).tracked().missed())
        .as("another was looked at")
        .isEqualTo(2);
    assertThat(look("i-1", tracked(AFinding.of("a"), 0, 1, AT), held).told()).isEmpty();
    assertThat(look("i-1", twice, held, other).told())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.state()).isEqualTo(RESOLVED);
              assertThat(f.reason()).startsWith("It rises in step with ");
            });
  }

  @Test
  void sinceWhenNoProcessRunsIsKept() {
    Tracked absent = look(null, held(AFinding.of("a"), 0)).tracked();
    assertThat(absent.absentSince()).isEqualTo(AT);
    Tracked longer = held(AFinding.of("a"), 0).absentSince(NOON.plusSeconds(300));
    assertThat(look(null, longer).tracked().absentSince()).isEqualTo(NOON.plusSeconds(300));
    assertThat(look("i-1", longer, leaks("i-1", 50, 0.6)).tracked().absentSince()).isNull();
  }

  private static SiteSurvivors site(String method) {
    String frame = method + "(X.java:1)";
    return new SiteSurvivors(
        "com.acme.Order",
        List.of(frame),
        frame,
        20,
        0.9,
        100,
        0,
        600,
        new Spread(19, List.of(6, 6, 7), 0.1, true),
        false,
        new OldSamples(List.of(), 0, 0));
  }

  private static Watched leaksAt(String method) {
    return watched(leak(111, 0.6, true, null, null, List.of(0)), "i-1", site(method));
  }

  private static List<Finding> told(AFinding finding, long lastSecond, Watched running) {
    return look("i-1", tracked(finding, 2, 0, NOON.plusSeconds(lastSecond)), running).told();
  }

  @Test
  void aFindingWithASiteStandsAsLongAsItTookToFindWhenAnotherShows() {
    AFinding own = AFinding.of("a").at("a.Own.add(Own.java:1)");

    assertThat(told(own, 501, leaksAt("a.Other.add"))).isEmpty();
    List<Finding> told = told(own, 500, leaksAt("a.Other.add"));
    assertThat(told).extracting(Finding::state).containsExactly(RESOLVED, SUSPECTED);
    assertThat(told.getFirst().reason())
        .isEqualTo(
            "The growth is now put down to com.acme.Order allocated at a.Other.add(X.java:1). See "
                + told.getLast().id()
                + ".");
    // a confirmed one three times as long, and who follows it is confirmed
    AFinding confirmed = AFinding.of("a").at("a.Own.add(Own.java:1)").in(CONFIRMED, 5);
    assertThat(told(confirmed, 301, leaksAt("a.Other.add"))).isEmpty();
    assertThat(told(confirmed, 300, leaksAt("a.Other.add")))
        .extracting(Finding::state)
        .containsExactly(RESOLVED, CONFIRMED);
  }

  @Test
  void growthWithoutASiteLearnsIt() {
    Outcome outcome = look("i-1", held(AFinding.of("a"), 0), leaksAt("a.Own.add"));

    assertThat(outcome.told())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.id()).isEqualTo("a");
              assertThat(f.type()).isEqualTo("com.acme.Order");
              assertThat(f.transitions().getLast().reason())
                  .startsWith(
                      "The growth is now put down to com.acme.Order allocated at a.Own.add");
            });
  }
}
