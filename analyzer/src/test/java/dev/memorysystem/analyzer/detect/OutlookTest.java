package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A process of 1,000 s that reports every 10, with an old-generation cycle each time. MiB. */
class OutlookTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int SECONDS = 1000;

  private static final ProcessRef PROCESS =
      new ProcessRef("i", null, null, null, null, null, null, null, START);

  /** What a process does, by its age in seconds. */
  private record Process(
      IntToDoubleFunction floor,
      IntToDoubleFunction committed,
      IntToDoubleFunction anonymous,
      double heap,
      @Nullable Double container,
      IntToDoubleFunction metaspace) {
    static Process growing(IntToDoubleFunction floor) {
      return new Process(floor, t -> 0, t -> 100, 1000, null, t -> 50);
    }

    Process taking(IntToDoubleFunction taken) {
      return new Process(floor, taken, anonymous, heap, container, metaspace);
    }

    Process in(double limit, IntToDoubleFunction resident) {
      return new Process(floor, committed, resident, heap, limit, metaspace);
    }

    ProcessState state() {
      ProcessState state = ProcessState.of(PROCESS, START);
      for (int t = 10; t <= SECONDS; t += 10) {
        state =
            state.with(
                new LiveSet(
                    new Workload("n", "Deployment", "w", "c"),
                    PROCESS,
                    START.plusSeconds(t),
                    bytes(floor.applyAsDouble(t)),
                    (long) t,
                    (long) t / 10,
                    bytes(floor.applyAsDouble(t)),
                    0.0,
                    bytes(floor.applyAsDouble(t)),
                    bytes(heap),
                    null,
                    bytes(anonymous.applyAsDouble(t)),
                    container == null ? null : bytes(container),
                    null,
                    null,
                    5000L,
                    new Areas(
                        bytes(committed.applyAsDouble(t)),
                        bytes(metaspace.applyAsDouble(t)),
                        bytes(metaspace.applyAsDouble(t) / 0.8),
                        bytes(200),
                        null,
                        null,
                        null,
                        null),
                    0.0,
                    null));
      }
      return state;
    }

    private static Long bytes(double mebibytes) {
      return (long) (mebibytes * (1 << 20));
    }

    Outlook outlook() {
      return outlook(LeakKind.HEAP);
    }

    Outlook outlook(LeakKind kind) {
      return Outlook.of(state(), kind, START.plusSeconds(SECONDS), WEEK).orElseThrow();
    }

    Exhaustion forecast() {
      return Objects.requireNonNull(
          Forecast.of(Observation.of(state(), START.plusSeconds(SECONDS), WEEK, List.of())));
    }
  }

  private static double ripple(int t, double size) {
    return size * Math.sin(t * 1.7) * Math.cos(t * 0.31);
  }

  @Test
  void theHeapIsFullWhereItsLineMeetsTheLimit() {
    assertThat(Process.growing(t -> 0.4 * t).outlook().seconds()).isCloseTo(1500, within(5.0));
  }

  @Test
  void garbageInFloorsIsCollectedBeforeTheHeapIsFull() {
    // 3 % of 500 MiB is garbage that is there to the end, and 3 % of what was taken meanwhile
    double same = Process.growing(t -> 0.4 * t).taking(t -> 500).outlook().seconds();
    double more = Process.growing(t -> 0.4 * t).taking(t -> 0.5 * t).outlook().seconds();

    assertThat(same).isCloseTo((600 + 15) / 0.4, within(5.0));
    assertThat(more).isCloseTo((600 + 15) / (0.4 - 0.015), within(15.0));
  }

  @Test
  void theContainerIsMetByWhatIsTakenNotByWhatIsLive() {
    // 100 MiB beside the heap, of which half of what is taken is live: full at 700 = 100 + 2 x 300
    Process process =
        Process.growing(t -> 0.2 * t).taking(t -> 0.4 * t).in(700, t -> 100 + 0.4 * t);

    assertThat(process.outlook().limit()).isEqualTo(700L << 20);
    assertThat(process.outlook().seconds()).isCloseTo(500, within(20.0));
  }

  @Test
  void aContainerWithRoomForTheWholeHeapDoesNotBind() {
    Process process =
        Process.growing(t -> 0.2 * t).taking(t -> 0.4 * t).in(1200, t -> 100 + 0.4 * t);

    assertThat(process.outlook().limit()).isEqualTo(1000L << 20);
  }

  @Test
  void metaspaceIsFullAsItIsCommitted() {
    // a fifth of what is committed is not used: 160 of 200
    Process process = new Process(t -> 100, t -> 0, t -> 100, 1000, null, t -> 20 + 0.06 * t);

    assertThat(process.outlook(LeakKind.METASPACE).seconds())
        .isCloseTo((160 - 80) / 0.06, within(60.0));
  }

  @Test
  void nothingIsPredictedWhileTheIntervalHoldsZero() {
    ProcessState level = Process.growing(t -> 200 + ripple(t, 30)).state();

    assertThat(Outlook.of(level, LeakKind.HEAP, START.plusSeconds(SECONDS), WEEK)).isEmpty();
    assertThat(
            Outlook.of(
                ProcessState.of(PROCESS, START), LeakKind.HEAP, START.plusSeconds(SECONDS), WEEK))
        .isEmpty();
    assertThat(Outlook.of(level, LeakKind.DIRECT_BUFFER, START, WEEK)).isEmpty();
  }

  @Test
  void noiseMakesTheForecastWider() {
    Exhaustion exact = Process.growing(t -> 0.4 * t).forecast();
    Exhaustion noisy = Process.growing(t -> 0.4 * t + ripple(t, 60)).forecast();

    for (Exhaustion each : List.of(exact, noisy)) {
      assertThat(each.p10()).isBefore(each.p50());
      assertThat(each.p50()).isBefore(each.p90());
    }
    assertThat(width(noisy)).isGreaterThan(width(exact));
  }

  @Test
  void beyondTheHorizonNothingIsTold() {
    Exhaustion forecast =
        Forecast.of(
            Observation.of(
                Process.growing(t -> 0.4 * t).state(),
                START.plusSeconds(SECONDS),
                Duration.ofSeconds(1400),
                List.of()));

    assertThat(forecast).isNotNull();
    assertThat(forecast.p50()).isNull();
    assertThat(forecast.p90()).isNull();
  }

  private static Duration width(Exhaustion forecast) {
    return Duration.between(forecast.p10(), forecast.p90());
  }
}
