package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtherStartsTest {
  private static final long MIB = 1 << 20;

  @Test
  void whatFilledInAnOlderStartFillsInThis() {
    assertThat(judged(t -> 100 + Math.min(200, t / 10), Verdict.NO_LEAK))
        .isInstanceOf(Answer.NotLeak.class);
  }

  @Test
  void anOlderStartThatStillGrowsHasNotFilledWhateverWasSaidOfIt() {
    // too slow to meet its limit within the horizon is no leak, too
    assertThat(judged(t -> 100 + t / 10, Verdict.NO_LEAK)).isInstanceOf(Answer.CannotSay.class);
  }

  @Test
  void anOlderStartOfWhichNothingIsSureSaysNothing() {
    assertThat(judged(t -> 100 + Math.min(200, t / 10), Verdict.INSUFFICIENT))
        .isInstanceOf(Answer.CannotSay.class);
  }

  @Test
  void anotherRevisionsStartSaysNothingOfThisOne() {
    assertThat(judge(peer("r2", FULL, 60, 6000, Verdict.NO_LEAK)))
        .isInstanceOf(Answer.CannotSay.class);
  }

  @Test
  void theOldestStartThatFilledIsTold() {
    assertThat(
            judge(
                peer("r1", FULL, 60, 2400, Verdict.NO_LEAK),
                peer("r1", FULL, 60, 6000, Verdict.NO_LEAK)))
        .isInstanceOfSatisfying(
            Answer.NotLeak.class,
            a -> assertThat(a.reason()).contains("near 220 MiB and was watched for 1 h 40 min"));
  }

  @Test
  void anOlderStartMustBeOlderByAFifth() {
    assertThat(fills(FULL, 60, 1440)).isTrue();
    assertThat(fills(FULL, 60, 1380)).isFalse();
  }

  @Test
  void ofFewerThanFiveFloorsNothingIsSaid() {
    assertThat(fills(t -> t < 500 ? 100 : 220, 400, 2000)).isTrue();
    assertThat(fills(t -> t < 600 ? 100 : 220, 500, 2000)).isFalse();
  }

  /** This start rose by 90 MiB until now. */
  @Test
  void anOlderStartGrewAsThisOneWhenItHadHalfOfItsRiseAtTheSameAge() {
    assertThat(fills(t -> t <= 60 ? 100 : t <= 1200 ? 145 : 260, 60, 6000)).isTrue();
    assertThat(fills(t -> t <= 60 ? 100 : t <= 1200 ? 144 : 260, 60, 6000)).isFalse();
  }

  /** This start is at 214 MiB. */
  @Test
  void thisStartMayBeHigherByAFifthOfTheRiseOfTheOlder() {
    assertThat(fills(t -> t <= 60 ? 100 : 195, 60, 6000)).isTrue();
    assertThat(fills(t -> t <= 60 ? 100 : 194, 60, 6000)).isFalse();
  }

  @Test
  void itHasStoppedWhenItsLastThirdMovedByATenthAtMost() {
    assertThat(fills(t -> t <= 60 ? 100 : t < 6000 ? 200 : 210, 60, 6000)).isTrue();
    assertThat(fills(t -> t <= 60 ? 100 : t < 6000 ? 200 : 212, 60, 6000)).isFalse();
    assertThat(fills(t -> t <= 60 ? 100 : t < 6000 ? 200 : 188, 60, 6000))
        .as("nor when it falls")
        .isFalse();
  }

  private static boolean fills(DoubleUnaryOperator older, int every, int until) {
    return judge(peer("r1", older, every, until, Verdict.NO_LEAK)) instanceof Answer.NotLeak;
  }

  @Test
  void aRevisionThatWasFlatAtThisAgeShowsThatThisOneIsNew() {
    assertThat(isNew("r0", t -> 100, 60, 1200, Verdict.NO_LEAK)).isTrue();
    assertThat(isNew("r0", t -> 100, 60, 1140, Verdict.NO_LEAK)).as("younger").isFalse();
    assertThat(isNew("r1", t -> 100, 60, 1200, Verdict.NO_LEAK)).as("the same").isFalse();
    assertThat(isNew(null, t -> 100, 60, 1200, Verdict.NO_LEAK)).as("unknown").isFalse();
    assertThat(isNew("r0", t -> 100, 60, 1200, Verdict.INSUFFICIENT)).isFalse();
    assertThat(isNew("r0", t -> 100, 300, 1500, Verdict.NO_LEAK)).as("five floors").isTrue();
    assertThat(isNew("r0", t -> 100, 300, 1200, Verdict.NO_LEAK)).as("four floors").isFalse();
    // it rose by less than a fifth of 90 MiB by then
    assertThat(isNew("r0", t -> t <= 60 ? 100 : 117, 60, 1200, Verdict.NO_LEAK)).isTrue();
    assertThat(isNew("r0", t -> t <= 60 ? 100 : 118, 60, 1200, Verdict.NO_LEAK)).isFalse();
    assertThat(isNew("r0", t -> t <= 1200 ? 100 : 300, 60, 1500, Verdict.NO_LEAK))
        .as("what it did later does not count")
        .isTrue();
  }

  private static boolean isNew(
      @Nullable String revision, DoubleUnaryOperator older, int every, int until, Verdict verdict) {
    return OtherStarts.newInRevision(seen(peer(revision, older, every, until, verdict)))
        .isPresent();
  }

  @Test
  void ofTwoFlatStartsTheOlderIsTheWitness() {
    Peer older = peer("r0", t -> 100, 60, 2400, Verdict.NO_LEAK);

    assertThat(
            OtherStarts.newInRevision(seen(peer("r0", t -> 100, 60, 1800, Verdict.NO_LEAK), older)))
        .contains(older);
  }

  @Test
  void aWorkloadWhoseOlderStartsAreFlatFillsAndStops() {
    Peer flat = peer("r1", t -> 100, 60, 1440, Verdict.NO_LEAK);

    assertThat(OtherStarts.flatBefore(seen(flat))).isTrue();
    assertThat(OtherStarts.flatBefore(seen())).isFalse();
    assertThat(OtherStarts.flatBefore(seen(peer("r1", t -> 100, 60, 1380, Verdict.NO_LEAK))))
        .isFalse();
    assertThat(OtherStarts.flatBefore(seen(peer("r0", t -> 100, 60, 1440, Verdict.NO_LEAK))))
        .isFalse();
    assertThat(OtherStarts.flatBefore(seen(peer("r1", t -> 100, 60, 1440, Verdict.INSUFFICIENT))))
        .isFalse();
    assertThat(OtherStarts.flatBefore(seen(peer("r1", t -> 100 + t, 60, 1440, Verdict.NO_LEAK))))
        .isFalse();
    assertThat(OtherStarts.flatBefore(seen(peer("r1", t -> 100, 360, 1440, Verdict.NO_LEAK))))
        .as("four floors")
        .isFalse();
    assertThat(OtherStarts.flatBefore(seen(flat, peer("r1", t -> 100, 60, 1200, Verdict.LEAK))))
        .as("another leaks")
        .isFalse();
  }

  private static final DoubleUnaryOperator FULL = t -> t <= 60 ? 100 : 220;

  private static Answer judge(Peer... peers) {
    return new OtherStarts().judge(seen(peers));
  }

  /** A start of r1 that has grown by 6 MiB a minute for 20 min. */
  private static Observation seen(Peer... peers) {
    return Observation.of(
        state("young", "r1", t -> 100 + t / 10, 60, 1200),
        NOON.plusSeconds(1200),
        Duration.ofDays(30),
        List.of(peers));
  }

  private static Peer peer(
      @Nullable String revision, DoubleUnaryOperator older, int every, int until, Verdict verdict) {
    return new Peer(state("old-" + until, revision, older, every, until), verdict);
  }

  private static Answer judged(DoubleUnaryOperator older, Verdict verdict) {
    return judge(peer("r1", older, 60, 6000, verdict));
  }

  private static ProcessState state(
      String id, @Nullable String revision, DoubleUnaryOperator mebibytes, int every, int until) {
    var process = new ProcessRef(id, null, null, null, null, null, null, revision, NOON);
    ProcessState state = ProcessState.of(process, NOON);
    for (int second = every; second <= until; second += every) {
      long floor = (long) (MIB * mebibytes.applyAsDouble(second));
      state =
          state.with(
              Measured.at(second)
                  .of(process)
                  .floor(floor)
                  .collections(second)
                  .oldCycles(second / every, floor)
                  .heap(floor, 1024 * MIB)
                  .told());
    }
    return state;
  }
}
