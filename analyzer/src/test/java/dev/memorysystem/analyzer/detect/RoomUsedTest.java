package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Growth by so many MiB, evenly, from 100; a heap of 1,100, of which 1,000 were free. */
class RoomUsedTest {
  private final Rule rule = new RoomUsed();

  private static List<Point> line(int count, long seconds, double mebibytes) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Point(
                    60 + i * seconds / (count - 1),
                    Math.round((100 + mebibytes * i / (count - 1)) * MIB)))
        .toList();
  }

  private static AnObservation grown(long seconds, double mebibytes) {
    return AnObservation.of(line(11, seconds, mebibytes)).limit(1100 * MIB);
  }

  private Answer judged(long seconds, double mebibytes) {
    return rule.judge(grown(seconds, mebibytes).seen());
  }

  private static @Nullable String unconfirmed(long seconds, double mebibytes) {
    return RoomUsed.unconfirmed(grown(seconds, mebibytes).seen());
  }

  @Test
  void growthOfLessThanTwoMinutesMayBeABatch() {
    assertThat(cannotSay(judged(110, 500)))
        .isEqualTo(
            "It has grown for 1 min 50 s only: a batch, or what is still loading, looks the same for 2 min.");
    assertThat(leak(judged(120, 500))).isEqualTo("In 2 min it has used 50 % of what was free.");
  }

  @Test
  void unlessThereIsNoTimeLeft() {
    assertThat(cannotSay(judged(110, 599))).startsWith("It has grown for 1 min 50 s only");
    assertThat(leak(judged(110, 601)))
        .isEqualTo("In 1 min 50 s it has used 60 % of what was free.");
  }

  @Test
  void threeTenthsAreSuspectedInTheFirstHalfHour() {
    assertThat(leak(judged(1800, 301))).contains("used 30 %");
    assertThat(cannotSay(judged(1800, 299)))
        .isEqualTo(
            "It grows, as a cache does that is filling: in 30 min it has used 30 % of what was free; growth of that age is suspected from 30 %.");
  }

  @Test
  void lessOfWhatGrowsForLong() {
    assertThat(leak(judged(43_200, 51))).startsWith("In 12 h it has used 5 %");
    assertThat(cannotSay(judged(43_200, 49))).endsWith("suspected from 5 %.");
    // halfway by the logarithm: the geometric mean
    assertThat(RoomUsed.suspected(8818)).isBetween(0.1224, 0.1226);
    assertThat(RoomUsed.suspected(100)).isEqualTo(0.3);
    assertThat(RoomUsed.suspected(100_000)).isBetween(0.0499, 0.0501);
  }

  @Test
  void whereAContainerGrowsEvenlyLessIsEnoughSooner() {
    var container = AContainer.growing().first(60, 100).early(780, 1300).size(2500).each(1 << 20);

    assertThat(leak(rule.judge(grown(1440, 98).walked(container.census()).seen())))
        .contains("used 10 %");
    assertThat(cannotSay(rule.judge(grown(1440, 95).walked(container.census()).seen())))
        .endsWith("suspected from 10 %.");
    assertThat(cannotSay(judged(1440, 98))).endsWith("suspected from 30 %.");
    assertThat(leak(rule.judge(grown(110, 700).walked(container.census()).seen())))
        .startsWith("In 1 min 50 s");
  }

  @Test
  void whatGrowsAndIsReplacedIsNoLeak() {
    var seen = grown(1440, 100).sampled(1060L, ASite.of("com.acme.Order").born(1200, 20)).seen();

    assertThat(notLeak(rule.judge(seen)))
        .startsWith(
            "It grows, and nothing is kept: in 24 min it has used 10 % of what was free, and 20 of 20 samples");
  }

  @Test
  void confirmingAsksForMore() {
    assertThat(unconfirmed(28_800, 371)).isNull();
    assertThat(unconfirmed(28_800, 369))
        .isEqualTo("it may be filling, at 37 % of what was free; confirmed from 37 %");
    assertThat(unconfirmed(86_400, 201)).isNull();
    assertThat(unconfirmed(86_400, 199)).endsWith("confirmed from 20 %");
  }

  @Test
  void andForTwoMinutesAndAHalf() {
    assertThat(unconfirmed(150, 500)).isNull();
    assertThat(unconfirmed(140, 500))
        .isEqualTo("it may be a batch, after 2 min 20 s; confirmed after 2 min 30 s");
    assertThat(unconfirmed(140, 599)).startsWith("it may be a batch");
    assertThat(unconfirmed(140, 601)).as("no time left").isNull();
    assertThat(RoomUsed.isUrgent(grown(140, 601).seen())).isTrue();
    assertThat(RoomUsed.isUrgent(grown(140, 599).seen())).isFalse();
  }

  @Test
  void ifNothingBoundsItIsMeasuredAgainstWhatItBeganWith() {
    AnObservation unbounded = grown(1800, 300).unbounded(1000.0 * MIB);

    assertThat(leak(rule.judge(unbounded.seen()))).contains("used 30 %");
    assertThat(leak(rule.judge(grown(1800, 300).unbounded(0).seen()))).startsWith("In 30 min");
  }

  @Test
  void growthReachesNoFurtherThanWhatElseIsThereLeaves() {
    assertThat(leak(rule.judge(grown(1800, 151).room(new Headroom(600 * MIB, 0, 0)).seen())))
        .contains("used 30 %");
    assertThat(cannotSay(rule.judge(grown(1800, 151).room(new Headroom(9e9, 0, 0)).seen())))
        .contains("used 15 %");
    assertThat(cannotSay(rule.judge(grown(1800, 151).limit(100 * MIB).seen())))
        .as("nothing was free")
        .contains("used 0 %");
  }

  @Test
  void withoutALineNothingIsUsed() {
    var few = AnObservation.of(line(3, 600, 900)).limit(1100 * MIB).seen();

    assertThat(cannotSay(rule.judge(few))).contains("in 10 min it has used 0 %");
    assertThat(RoomUsed.isUrgent(AnObservation.of(List.of()).seen())).isFalse();
  }

  /** Level but for the last half, from which on it grew by 240 MiB to 440. */
  @Test
  void whatCollectionsLeftBeforeTheFirstCycleCountsWhereItLiesOnTheLine() {
    List<Point> late = line(21, 1200, 400).subList(8, 21);

    assertThat(unconfirmed(late, line(21, 1200, 400))).isNull();
    assertThat(unconfirmed(late, late)).startsWith("it may be filling, at 29 %");
    List<Point> flat =
        line(21, 1200, 400).stream()
            .map(p -> p.second() < 540 ? new Point(p.second(), 20 * MIB) : p)
            .toList();
    assertThat(unconfirmed(late, flat)).as("off the line").startsWith("it may be filling, at 29 %");
  }

  private static @Nullable String unconfirmed(List<Point> cycles, List<Point> all) {
    return RoomUsed.unconfirmed(AnObservation.of(cycles).floors(all).limit(1100 * MIB).seen());
  }

  @Test
  void sinceAJumpItIsNotCarriedBack() {
    List<Point> late = line(21, 1200, 400).subList(8, 21);
    var jumped = new Regime(late, Regime.Start.JUMP, MIB, 540, 0, 480);

    assertThat(
            RoomUsed.unconfirmed(
                AnObservation.of(jumped).floors(line(21, 1200, 400)).limit(1100 * MIB).seen()))
        .startsWith("it may be filling, at 29 %");
  }

  @Test
  void aRevisionThatWasFlatHalvesWhatIsAskedAndAFlatStartOfThisRaisesIt() {
    assertThat(RoomUsed.unconfirmed(grown(1140, 190).beside(flat("r0")).revision("r1").seen()))
        .isNull();
    assertThat(RoomUsed.unconfirmed(grown(1140, 180).beside(flat("r0")).revision("r1").seen()))
        .endsWith("confirmed from 19 %");
    assertThat(RoomUsed.unconfirmed(grown(1140, 500).beside(flat("r1")).revision("r1").seen()))
        .endsWith("confirmed from 55 %");
    assertThat(cannotSay(rule.judge(grown(1140, 400).beside(flat("r1")).revision("r1").seen())))
        .endsWith("suspected from 45 %.");
  }

  private static Peer flat(String revision) {
    var process = new ProcessRef("o", null, null, null, null, null, null, revision, Measured.NOON);
    ProcessState other = ProcessState.of(process, Measured.NOON);
    return new Peer(
        AProcess.of(other).oldFloors(Seen.minutes(60, t -> 100)).state(), Verdict.NO_LEAK);
  }
}
