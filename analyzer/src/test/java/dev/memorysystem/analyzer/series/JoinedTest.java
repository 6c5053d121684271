package dev.memorysystem.analyzer.series;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What two places know of one start of a process. */
class JoinedTest {
  private static final ProcessRef PROCESS = Measured.process("i-1", NOON);

  private static ProcessState heard(Measured... reports) {
    ProcessState state = ProcessState.of(PROCESS, NOON);
    for (Measured report : reports) {
      state = state.with(report.told());
    }
    return state;
  }

  /** Reports of an old-generation cycle each, one a minute. */
  private static ProcessState cycles(int from, int to) {
    return heard(
        IntStream.rangeClosed(from, to)
            .mapToObj(
                i ->
                    Measured.at(60L * i)
                        .floor(100 + i)
                        .collections(10L * i)
                        .oldCycles(i, 100L + i)
                        .threads(20 + i)
                        .classes(5_000))
            .toArray(Measured[]::new));
  }

  private static Survivors survivors(long second) {
    var site =
        new Site(
            "com.acme.Order",
            List.of("com.acme.Orders.add(Orders.java:1)"),
            2,
            64,
            List.of(1, 2),
            null,
            null);
    return new Survivors(
        Measured.WORKLOAD,
        PROCESS,
        NOON.plusSeconds(second),
        "jfr",
        Duration.ofSeconds(second),
        null,
        List.of(site));
  }

  private static ProcessState joined(ProcessState one, ProcessState other) {
    ProcessState joined = one.joined(other);
    assertThat(other.joined(one)).as("the other way round").isEqualTo(joined);
    return joined;
  }

  @Test
  void onePieceGoesOnWithTheOther() {
    ProcessState whole = cycles(1, 8);

    assertThat(joined(cycles(1, 4), cycles(5, 8)).floors()).isEqualTo(whole.floors());
    assertThat(joined(cycles(1, 4), cycles(5, 8)).watchedCycles()).isEqualTo(7);
    assertThat(joined(cycles(1, 4), cycles(5, 8)).marks())
        .extracting(CycleMark::cycles)
        .containsExactly(4L, 6L, 7L, 8L);
    assertThat(joined(cycles(1, 4), cycles(5, 8)).collections()).isEqualTo(80);
    assertThat(joined(cycles(1, 4), cycles(5, 8)).oldCycles()).isEqualTo(8);
  }

  @Test
  void whatBothHaveHeardCountsOnce() {
    assertThat(joined(cycles(1, 6), cycles(4, 8)).floors()).isEqualTo(cycles(1, 8).floors());
    assertThat(joined(cycles(1, 8), cycles(3, 8))).isEqualTo(cycles(1, 8));
    assertThat(joined(cycles(1, 8), cycles(3, 6))).isEqualTo(cycles(1, 8));
  }

  @Test
  void whoHasOnlyHeardSurvivorsAddsThem() {
    ProcessState measured = cycles(1, 4);
    ProcessState sampled = ProcessState.of(PROCESS, NOON).with(survivors(300));

    ProcessState joined = joined(measured, sampled);

    assertThat(joined.floors()).isEqualTo(measured.floors());
    assertThat(joined.lastAt()).isEqualTo(measured.lastAt());
    assertThat(joined.snapshot()).isNotNull().isEqualTo(sampled.snapshot());
  }

  @Test
  void whoHasOnlyHeardSurvivorsOfAProcessWhoseStartIsNotKnownAddsNothing() {
    ProcessRef unknown = Measured.process("i-1", null);
    ProcessState measured =
        ProcessState.of(unknown, NOON)
            .with(Measured.at(10).floor(100).told())
            .with(Measured.at(20).floor(110).told());
    ProcessState sampled = ProcessState.of(unknown, NOON.plusSeconds(300)).with(survivors(300));

    assertThat(joined(measured, sampled)).isEqualTo(measured);
  }

  @Test
  void ofTwoSnapshotsTheNewerCounts() {
    ProcessState early = cycles(1, 4).with(survivors(200));
    ProcessState late = cycles(1, 8).with(survivors(400));

    assertThat(joined(early, late).snapshot()).isEqualTo(late.snapshot());
    assertThat(joined(early, cycles(5, 8)).snapshot()).isEqualTo(early.snapshot());
    assertThat(joined(cycles(1, 4), late).snapshot()).isEqualTo(late.snapshot());
  }

  @Test
  void ofTwoThatCountTheirSecondsFromElsewhereTheLaterStandsAlone() {
    ProcessRef unknown = Measured.process("i-1", null);
    ProcessState early =
        ProcessState.of(unknown, NOON).with(Measured.at(10).of(unknown).floor(100).told());
    ProcessState late =
        ProcessState.of(unknown, NOON.plusSeconds(300))
            .with(Measured.at(310).of(unknown).floor(120).told());

    assertThat(joined(early, late)).isEqualTo(late);
  }

  @Test
  void whoKnowsTheRevisionTellsIt() {
    ProcessState known = cycles(1, 4).of(PROCESS.of("r7"));

    assertThat(joined(known, cycles(5, 8)).process().revision()).isEqualTo("r7");
    assertThat(joined(cycles(1, 4), cycles(5, 8).of(PROCESS.of("r7"))).process().revision())
        .isEqualTo("r7");
    assertThat(joined(cycles(1, 8), cycles(1, 4).of(PROCESS.of("r7"))).process().revision())
        .isEqualTo("r7");
  }

  @Test
  void countersThatWentBackBetweenThePiecesEndTheFirst() {
    ProcessState first = cycles(1, 4);
    ProcessState reset = heard(Measured.at(400).floor(90).collections(39).threads(7));

    assertThat(joined(first, reset)).isEqualTo(reset);
    ProcessState goesOn = heard(Measured.at(400).floor(90).collections(40).threads(7));
    assertThat(joined(first, goesOn).floors().points()).hasSize(5);
  }

  @Test
  void countsThatOnePieceDoesNotTellAreThoseOfTheOther() {
    ProcessState first = cycles(1, 4);
    ProcessState silent = heard(Measured.at(400).floor(120));

    ProcessState joined = joined(first, silent);

    assertThat(joined.collections()).isEqualTo(40);
    assertThat(joined.oldCycles()).isEqualTo(4);
    assertThat(joined.watchedCycles()).isEqualTo(first.watchedCycles()).isEqualTo(3);
    assertThat(joined.lastAt()).isEqualTo(NOON.plusSeconds(400));
  }

  @Test
  void cyclesThatNeitherSawCount() {
    ProcessState later =
        heard(Measured.at(600).floor(90).oldCycles(10, 90L), Measured.at(660).oldCycles(12, 90L));

    assertThat(joined(cycles(1, 4), later).watchedCycles()).isEqualTo(3 + 8);
  }

  @Test
  void aFallBetweenThePiecesEndsTheFirstSeries() {
    ProcessState low = heard(Measured.at(400).floor(50).oldCycles(5, 50L).collections(50));

    ProcessState joined = joined(cycles(1, 4), low);

    assertThat(joined.climb()).isEqualTo(new Climb(340, 104, 50, 400));
    assertThat(joined.floors()).isEqualTo(low.floors());
    assertThat(joined.oldFloors()).isEqualTo(low.oldFloors());
  }

  @Test
  void aFallThatTheLaterPieceSawEndsTheFirstSeriesToo() {
    ProcessState fell = cycles(2, 8).with(Measured.at(540).floor(40).oldCycles(9, 40L).told());

    // of three points nobody knows the level before
    ProcessState joined = joined(cycles(1, 3), fell);

    assertThat(joined.climb()).isNotNull().isEqualTo(fell.climb());
    assertThat(joined.floors()).isEqualTo(fell.floors());
  }

  @Test
  void ofEachResourceOneSeriesIsLeft() {
    ProcessState joined = joined(cycles(1, 4), cycles(5, 8));

    assertThat(joined.gauges()).hasSize(1);
    assertThat(joined.gauge(LeakKind.THREAD).orElseThrow().floors().points())
        .extracting(Point::bytes)
        .containsExactly(21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L);
    assertThat(joined(cycles(1, 4), heard(Measured.at(400).floor(9))).gauges())
        .isEqualTo(cycles(1, 4).gauges());
    assertThat(joined(heard(Measured.at(30).floor(9)), cycles(1, 4)).gauges())
        .isEqualTo(cycles(1, 4).gauges());
  }

  @Test
  void whoSawTheWarmUpEndTellsIt() {
    ProcessState warm = cycles(1, 4);
    assertThat(warm.warmUp().ended()).isEqualTo(60);

    assertThat(joined(warm, heard(Measured.at(400).classes(9_000))).warmUp())
        .isEqualTo(warm.warmUp());
    assertThat(joined(heard(Measured.at(30).floor(9)), warm).warmUp()).isEqualTo(warm.warmUp());
    assertThat(joined(warm, cycles(5, 8)).warmUp()).isEqualTo(warm.warmUp());
  }
}
