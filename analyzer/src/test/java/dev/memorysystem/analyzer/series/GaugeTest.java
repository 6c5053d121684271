package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MiB in what is told here, bytes in what is read. */
class GaugeTest {
  private static final long MIB = 1 << 20;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void nativeMemoryIsWhatNobodyElseHasTaken() {
    // 300 less heap 128, metaspace 40, code 20 and direct 12
    Gauge gauge = gauge(LeakKind.NATIVE, next(List.of(), signal(300L, 400L, 12L, areas())));

    assertThat(gauge.floors().points()).containsExactly(new Point(10, 100 * MIB));
    assertThat(gauge.binding()).isEqualTo(new Binding("container limit", 400 * MIB, 200 * MIB));
  }

  @Test
  void nativeMemoryIsUnknownWhereTheRuntimeLeavesOutAnArea() {
    Areas withoutClasses =
        new Areas(128 * MIB, null, null, null, 20 * MIB, 64 * MIB, 500 * MIB, null);
    Areas withoutCode =
        new Areas(128 * MIB, 39 * MIB, 40 * MIB, null, null, 64 * MIB, 500 * MIB, null);

    for (LiveSet signal :
        List.of(
            signal(300L, 400L, 12L, withoutClasses),
            signal(300L, 400L, 12L, withoutCode),
            signal(300L, 400L, null, areas()))) {
      assertThat(next(List.of(), signal)).noneMatch(g -> g.kind() == LeakKind.NATIVE);
    }
  }

  @Test
  void heapThatWasTakenAndNotUsedIsDoubt() {
    Gauge gauge = gauge(LeakKind.NATIVE, next(List.of(), signal(300L, 400L, 12L, areas())));

    assertThat(gauge.doubt(10)).isEqualTo(28 * MIB);
    assertThat(gauge.doubt(5)).isEqualTo(28 * MIB);
    assertThat(Gauge.of(LeakKind.NATIVE).doubt(5)).isZero();
  }

  @Test
  void moreTakenThanThereIsLeavesNoNativeMemory() {
    Gauge gauge = gauge(LeakKind.NATIVE, next(List.of(), signal(100L, null, 12L, areas())));

    assertThat(gauge.floors().points()).containsExactly(new Point(10, 0));
    assertThat(gauge.binding()).isNull();
  }

  @Test
  void directBuffersWithoutALimitOfTheirOwnHaveTheHeaps() {
    assertThat(
            gauge(LeakKind.DIRECT_BUFFER, next(List.of(), signal(null, null, 12L, Areas.UNKNOWN)))
                .binding())
        .isEqualTo(new Binding("direct memory limit", 192 * MIB, 192 * MIB));
    assertThat(
            gauge(LeakKind.DIRECT_BUFFER, next(List.of(), signal(null, null, 12L, areas())))
                .binding())
        .isEqualTo(new Binding("direct memory limit", 64 * MIB, 64 * MIB));
  }

  @Test
  void theContainerBindsWhereItIsMetFirst() {
    // 350 less 12 beside the buffers leave 62 of 400
    assertThat(
            gauge(LeakKind.DIRECT_BUFFER, next(List.of(), signal(350L, 400L, 12L, areas())))
                .binding())
        .isEqualTo(new Binding("container limit", 400 * MIB, 62 * MIB));
  }

  @Test
  void threadsAreBoundByTheirOwnLimitAlone() {
    assertThat(gauge(LeakKind.THREAD, next(List.of(), signal(300L, 400L, 12L, areas()))).binding())
        .isEqualTo(new Binding("limit of threads", 500, 500));
  }

  @Test
  void mappedBuffersAreFollowedFromSixtyFourOnAndBoundByTheLimitOfMappings() {
    List<Gauge> few = next(List.of(), mapped(63));
    List<Gauge> many = next(few, mapped(64));

    assertThat(few).noneMatch(g -> g.kind() == LeakKind.MAPPED_BUFFER);
    assertThat(gauge(LeakKind.MAPPED_BUFFER, many).floors().points())
        .containsExactly(new Point(10, 64));
    assertThat(gauge(LeakKind.MAPPED_BUFFER, many).binding())
        .isEqualTo(new Binding("limit of mappings", 65_530, 65_530));
    assertThat(gauge(LeakKind.MAPPED_BUFFER, next(many, mapped(0))).floors().points())
        .as("of one that is followed")
        .contains(new Point(10, 0));
    assertThat(next(List.of(), mapped(-64))).noneMatch(g -> g.kind() == LeakKind.MAPPED_BUFFER);
  }

  @Test
  void aFallByAFewMappedBuffersIsNone() {
    assertThat(afterAFallOfMapped(127)).as("by 63").isNull();
    assertThat(afterAFallOfMapped(128)).as("by 64").isNotNull();
  }

  private static @Nullable Climb afterAFallOfMapped(long from) {
    List<Gauge> gauges = List.of();
    for (int i = 0; i < 4; i++) {
      gauges = Gauges.next(gauges, mapped(from), 10L * i, true);
    }
    return gauge(LeakKind.MAPPED_BUFFER, Gauges.next(gauges, mapped(64), 40, true)).climb();
  }

  private static LiveSet mapped(long buffers) {
    return signal(
        300L,
        400L,
        12L,
        new Areas(null, null, null, null, null, null, null, null, buffers, 65_530L, null));
  }

  @Test
  void metaspaceHasItsLimit() {
    assertThat(
            gauge(LeakKind.METASPACE, next(List.of(), signal(null, null, 12L, areas()))).binding())
        .isEqualTo(new Binding("metaspace limit", 96 * MIB, 96 * MIB));
  }

  @Test
  void whatIsNotReportedAnyMoreStaysAsItWas() {
    List<Gauge> known = next(List.of(), signal(300L, 400L, 12L, areas()));

    assertThat(next(known, signal(null, null, null, Areas.UNKNOWN)))
        .extracting(Gauge::kind)
        .containsExactly(
            LeakKind.THREAD, LeakKind.METASPACE, LeakKind.DIRECT_BUFFER, LeakKind.NATIVE);
    assertThat(next(List.of(), signal(null, null, -5L, Areas.UNKNOWN)))
        .extracting(Gauge::kind)
        .containsExactly(LeakKind.THREAD);
  }

  @Test
  void aFallIsRememberedAndTheSeriesBeginsAgain() {
    List<Gauge> gauges = List.of();
    for (int i = 0; i < 6; i++) {
      gauges = Gauges.next(gauges, signal(null, null, 20L + 5 * i, areas()), 10L * i, true);
    }
    gauges = Gauges.next(gauges, signal(null, null, 10L, areas()), 60, true);
    gauges = Gauges.next(gauges, signal(null, null, 12L, areas()), 70, false);

    Gauge gauge = gauge(LeakKind.DIRECT_BUFFER, gauges);
    assertThat(gauge.climb()).isEqualTo(new Climb(60, 45 * MIB, 10 * MIB, 60));
    assertThat(gauge.floors().points()).hasSize(2);
    assertThat(gauge.oldFloors().points()).containsExactly(new Point(60, 10 * MIB));
  }

  @Test
  void aFallOfLittleIsNone() {
    List<Gauge> gauges = List.of();
    for (long level : List.of(3, 3, 3, 3, 3, 1)) {
      gauges = Gauges.next(gauges, signal(null, null, level, areas()), 10L * level, true);
    }

    assertThat(gauge(LeakKind.DIRECT_BUFFER, gauges).climb()).isNull();
  }

  @Test
  void oneGoesOnWithWhatWasHeardElsewhereLater() {
    Gauge first = direct(10, 20, 22, 24, 26);
    Gauge later = direct(50, 28, 30);

    Gauge whole = direct(10, 20, 22, 24, 26, 28, 30);
    assertThat(first.then(later, 40).floors()).isEqualTo(whole.floors());
    assertThat(first.then(later, 40).oldFloors()).isEqualTo(whole.oldFloors());
    assertThat(first.then(later, 40).climb()).isNull();
    assertThat(first.then(later, 40).limit()).isEqualTo(64 * MIB);
    assertThat(first.then(Gauge.of(LeakKind.DIRECT_BUFFER), 40)).isEqualTo(first);
    assertThat(Gauge.of(LeakKind.DIRECT_BUFFER).then(later, 40).floors()).isEqualTo(later.floors());
  }

  @Test
  void ofWhatIsBesideTheLeastSeenCounts() {
    Gauge first = gauge(LeakKind.DIRECT_BUFFER, next(List.of(), signal(60L, 400L, 12L, areas())));
    Gauge later = gauge(LeakKind.DIRECT_BUFFER, next(List.of(), signal(50L, 450L, 12L, areas())));

    assertThat(first.then(later, 5)).returns(38 * MIB, Gauge::beside);
    assertThat(later.then(first, 5))
        .returns(38 * MIB, Gauge::beside)
        .returns(48 * MIB, Gauge::besideNow)
        .returns(400 * MIB, Gauge::container);
    assertThat(first.then(Gauge.of(LeakKind.DIRECT_BUFFER), 5))
        .returns(48 * MIB, Gauge::beside)
        .returns(48 * MIB, Gauge::besideNow)
        .returns(400 * MIB, Gauge::container);
    assertThat(Gauge.of(LeakKind.DIRECT_BUFFER).then(first, 5)).returns(48 * MIB, Gauge::beside);
  }

  @Test
  void aFallBetweenTwoPiecesIsOneWhenItIsDeep() {
    Gauge fell = direct(10, 20, 22, 24, 26).then(direct(50, 5, 6), 40);
    assertThat(fell.climb()).isEqualTo(new Climb(40, 26 * MIB, 5 * MIB, 50));
    assertThat(fell.floors()).isEqualTo(direct(50, 5, 6).floors());
    assertThat(fell.oldFloors()).isEqualTo(direct(50, 5, 6).oldFloors());

    Gauge little = direct(10, 4, 4, 4, 4).then(direct(50, 1, 1), 40);
    assertThat(little.climb()).isNull();
    assertThat(little.floors().points()).hasSize(6);
  }

  @Test
  void aFallThatTheLaterPieceSawIsItsOwn() {
    Gauge later = direct(50, 28, 30, 32, 34, 5, 6);

    Gauge joined = direct(10, 20, 22).then(later, 40);

    assertThat(joined.climb()).isNotNull().isEqualTo(later.climb());
    assertThat(joined.floors()).isEqualTo(later.floors());
  }

  @Test
  void aLevelThatWasBegunOrAFallIsNew() {
    Gauge known = direct(10, 20, 22, 24, 26);

    assertThat(known.isNewAfter(known)).isFalse();
    assertThat(known.isNewAfter(direct(10, 20, 22, 24))).isTrue();
    // a fall leaves one level, as there was one before
    assertThat(direct(10, 20, 22, 24, 26, 5).isNewAfter(direct(10, 20))).isTrue();
  }

  @Test
  void theDoubtIsTheOneThatHeldThen() {
    PackedSeries none = PackedSeries.of(8);
    PackedSeries doubts = none.startWindow(new Point(10, 5)).startWindow(new Point(20, 7));
    Gauge gauge =
        new Gauge(LeakKind.NATIVE, none, none, null, null, null, null, doubts, null, null, null);

    assertThat(gauge.doubt(9)).as("before the first").isEqualTo(5);
    assertThat(gauge.doubt(19)).isEqualTo(5);
    assertThat(gauge.doubt(20)).isEqualTo(7);
    assertThat(gauge.doubt(99)).isEqualTo(7);
  }

  @Test
  void threadsAreGivenBackWithoutACollector() {
    List<Gauge> gauges = List.of();
    for (long count : new long[] {20, 25, 30, 35}) {
      gauges = Gauges.next(gauges, Measured.at(0).threads(count).told(), count, true);
    }
    assertThat(gauge(LeakKind.THREAD, gauges).oldFloors().isEmpty()).isTrue();

    gauges = Gauges.next(gauges, Measured.at(0).threads(5).told(), 40, false);
    assertThat(gauge(LeakKind.THREAD, gauges).climb()).isEqualTo(new Climb(20, 35, 5, 40));
    assertThat(gauge(LeakKind.THREAD, gauges).floors().points()).containsExactly(new Point(40, 5));
  }

  @Test
  void aFallByAFewThreadsIsNone() {
    assertThat(afterAFall(12, 5)).as("by seven").isNull();
    assertThat(afterAFall(13, 5)).as("by eight").isNotNull();
  }

  private static @Nullable Climb afterAFall(long from, long to) {
    List<Gauge> gauges = List.of();
    for (int i = 0; i < 4; i++) {
      gauges = Gauges.next(gauges, Measured.at(0).threads(from).told(), 10L * i, false);
    }
    gauges = Gauges.next(gauges, Measured.at(0).threads(to).told(), 40, false);
    return gauge(LeakKind.THREAD, gauges).climb();
  }

  /** Levels in MiB, one each ten seconds, an old-generation cycle before each. */
  private static Gauge direct(long second, long... levels) {
    List<Gauge> gauges = List.of();
    for (int i = 0; i < levels.length; i++) {
      gauges = Gauges.next(gauges, signal(null, null, levels[i], areas()), second + 10L * i, true);
    }
    return gauge(LeakKind.DIRECT_BUFFER, gauges);
  }

  private static List<Gauge> next(List<Gauge> before, LiveSet signal) {
    return Gauges.next(before, signal, 10, false);
  }

  private static Gauge gauge(LeakKind kind, List<Gauge> gauges) {
    Optional<Gauge> found = gauges.stream().filter(g -> g.kind() == kind).findFirst();
    return found.orElseThrow();
  }

  private static Areas areas() {
    return new Areas(128 * MIB, 39 * MIB, 40 * MIB, 96 * MIB, 20 * MIB, 64 * MIB, 500 * MIB, 500L);
  }

  private static LiveSet signal(
      @Nullable Long anonymous, @Nullable Long container, @Nullable Long direct, Areas areas) {
    return new LiveSet(
        new Workload("shop", "Deployment", "checkout", "app"),
        new ProcessRef("i-1", null, null, null, null, null, null, null, null),
        NOON,
        null,
        null,
        null,
        null,
        null,
        100 * MIB,
        192 * MIB,
        null,
        mebibytes(anonymous),
        mebibytes(container),
        mebibytes(direct),
        40L,
        9_000L,
        areas,
        null,
        null);
  }

  private static @Nullable Long mebibytes(@Nullable Long value) {
    return value == null ? null : Long.valueOf(value * MIB);
  }
}
