package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.WarmUp;
import dev.memorysystem.analyzer.series.WarmUp.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a process's state the rules look at. */
class ObservationTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private static Observation seen(ProcessState state) {
    return Observation.of(state, NOON.plusSeconds(state.now()), WEEK, List.of());
  }

  private static ProcessState aged(long seconds, @Nullable WarmUp warmUp) {
    return AProcess.of(AProcess.fresh()).at(seconds).warmedUp(warmUp).state();
  }

  private static WarmUp ended(long second) {
    return new WarmUp(second, 0, List.of());
  }

  @Test
  void aFifthOfItsLifeIsPutDownToWarmUpWithinBounds() {
    assertThat(Settled.after(aged(1000, null))).isEqualTo(200);
    assertThat(Settled.after(aged(100, null))).isEqualTo(30);
    assertThat(Settled.after(aged(9000, null))).isEqualTo(600);
  }

  @Test
  void whereItsEndIsKnownThatCounts() {
    assertThat(Settled.after(aged(1000, ended(70)))).isEqualTo(70);
    assertThat(Settled.after(aged(1000, ended(5)))).isEqualTo(30);
    assertThat(Settled.after(aged(9000, ended(700)))).isEqualTo(600);
  }

  @Test
  void aYoungProcessWarmsUpUntilItIsKnownToHaveEnded() {
    WarmUp loading = new WarmUp(null, 0, List.of(new Mark(5, 900, null)));

    assertThat(seen(aged(179, loading)).warming()).isTrue();
    assertThat(seen(aged(180, loading)).warming()).as("it does so as a habit").isFalse();
    assertThat(seen(aged(179, ended(60))).warming()).isFalse();
    assertThat(seen(aged(179, new WarmUp(null, 0, List.of()))).warming()).isFalse();
    assertThat(seen(aged(179, null)).warming()).isFalse();
  }

  private static List<Point> up(int count) {
    return Seen.minutes(count, t -> 100 + t / 6);
  }

  private static ProcessState walked(int oldFloors, @Nullable Census census) {
    return AProcess.of(AProcess.fresh())
        .floors(up(25))
        .oldFloors(Seen.minutes(25, t -> 100).subList(25 - oldFloors, 25))
        .warmedUp(ended(40))
        .walked(census)
        .state();
  }

  @Test
  void floorsOfAnyCollectionAreJudgedOnlyWhereWalksShowThatTheyAreKept() {
    Census kept = AContainer.growing().each(1 << 20).census();

    assertThat(seen(walked(4, kept)).acrossCycles()).isFalse();
    assertThat(seen(walked(4, kept)).oldFloors()).hasSize(25);
    assertThat(seen(walked(5, kept)).acrossCycles()).isTrue();
    assertThat(seen(walked(5, kept)).oldFloors()).hasSize(5);
    assertThat(seen(walked(4, null)).acrossCycles()).isTrue();
  }

  @Test
  void whatItsLimitBoundsIsMaterialAgainstThatElseAgainstWhatItBeganWith() {
    ProcessState free = AProcess.of(AProcess.fresh()).floors(up(25)).oldFloors(up(25)).state();
    ProcessState limited =
        AProcess.of(free).limited(new Limits(900L * MIB, null, null, null, null, null)).state();

    assertThat(seen(free).scale()).isEqualTo(150.0 * MIB);
    assertThat(seen(free).headroom()).isNull();
    assertThat(seen(limited).scale()).isEqualTo(900.0 * MIB);
    assertThat(seen(limited).headroom()).isNotNull();
  }

  private static Observation gauge(List<Point> floors, List<Point> oldFloors) {
    var gauge =
        Seen.gauge(LeakKind.DIRECT_BUFFER, floors, oldFloors, 1L << 30, List.of(new Point(60, 7)));
    ProcessState state =
        AProcess.of(AProcess.fresh()).beside(gauge).at(1500).warmedUp(ended(40)).state();
    return Observation.of(state, gauge, NOON.plusSeconds(1500), WEEK);
  }

  @Test
  void levelsAcrossCyclesAreJudgedOnceThereAreNine() {
    assertThat(gauge(up(25), up(25).subList(16, 25)).acrossCycles()).isTrue();
    assertThat(gauge(up(25), up(25).subList(16, 25)).oldFloors()).hasSize(9);
    assertThat(gauge(up(25), up(25).subList(17, 25)).acrossCycles()).isFalse();
    assertThat(gauge(up(25), up(25).subList(17, 25)).oldFloors()).hasSize(25);
  }

  @Test
  void whatWasKeptIsWhatRoseAcrossCycles() {
    assertThat(gauge(up(25), up(25).subList(20, 25)).kept()).isEqualTo(40 * MIB);
    assertThat(gauge(up(25), up(25).subList(23, 25)).kept()).isEqualTo(10 * MIB);
    assertThat(gauge(up(25), up(25).subList(24, 25)).kept()).isZero();
    assertThat(gauge(up(25), Seen.minutes(9, t -> 900 - t)).kept()).isZero();
    assertThat(gauge(up(25), up(25)).doubt()).isEqualTo(7);
    assertThat(gauge(List.of(), List.of()).doubt()).isZero();
    assertThat(gauge(List.of(), List.of()).headroom()).isNull();
  }

  @Test
  void fourPointsAtTwoTimesMakeALine() {
    assertThat(Observation.trend(up(4))).isNotNull();
    assertThat(Observation.trend(up(3))).isNull();
    assertThat(Observation.trend(IntStream.range(0, 5).mapToObj(i -> new Point(9, i)).toList()))
        .isNull();
  }

  @Test
  void sinceAJumpNoMoreIsWatchedThanWhatCameSince() {
    var regime = new Regime(up(5), Regime.Start.JUMP, MIB, 60, 0, 0);

    assertThat(AnObservation.of(regime).floors(up(25)).seen().watched()).isEqualTo(240);
    assertThat(AnObservation.of(regime).floors(up(3)).seen().watched()).isEqualTo(120);
    assertThat(AnObservation.of(up(5)).floors(up(25)).seen().watched()).isEqualTo(1440);
  }

  @Test
  void growthIsToldInWholeBytesAnHourAndWhatIsCountedInParts() {
    List<Point> slow = IntStream.range(0, 9).mapToObj(i -> new Point(7000L * i, 10 + i)).toList();

    Growth bytes = Objects.requireNonNull(AnObservation.of(slow).seen().growth());
    Growth threads =
        Objects.requireNonNull(AnObservation.of(slow).of(Subject.THREADS).seen().growth());
    assertThat(bytes.bytesPerHour()).isEqualTo(1);
    assertThat(threads.bytesPerHour()).isCloseTo(0.5143, within(1e-4));
    assertThat(AnObservation.of(slow).of(Subject.MAPPED).seen().growth())
        .returns(threads.bytesPerHour(), Growth::bytesPerHour);
    assertThat(AnObservation.of(up(3)).seen().growth()).isNull();
  }

  @Test
  void growthEndsAtTheLimit() {
    Observation later = AnObservation.of(up(25)).now(3000).limit(400 * MIB).seen();
    Observation free = AnObservation.of(up(25)).now(3000).unbounded(1).seen();

    assertThat(Objects.requireNonNull(later.growth()).last()).isEqualTo(400 * MIB);
    assertThat(Objects.requireNonNull(free.growth()).last()).isEqualTo(600 * MIB);
  }

  @Test
  void growthIsProvenByFloorsThatOnlyRiseOrByAContainer() {
    assertThat(proven(AnObservation.of(up(5)))).isTrue();
    assertThat(proven(AnObservation.of(up(4)))).as("too few").isFalse();
    assertThat(proven(AnObservation.of(new Regime(up(5), Regime.Start.KNEE, 0, 60, 0, 0))))
        .as("where they begin was chosen")
        .isFalse();
    assertThat(proven(AnObservation.of(up(4)).walked(AContainer.growing().census()))).isTrue();
  }

  @Test
  void manyFloorsThatRiseWithNoiseProveIt() {
    assertThat(proven(AnObservation.of(Seen.minutes(60, t -> 100 + t / 6 + t / 60 % 3 * 15))))
        .isTrue();
    assertThat(proven(AnObservation.of(Seen.minutes(60, t -> 100 + t / 60 % 7 * 15)))).isFalse();
  }

  private static boolean proven(AnObservation seen) {
    return Objects.requireNonNull(seen.seen().growth()).proven();
  }
}
