package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final Binding HEAP = new Binding("heap limit", 300, 300);
  private static final Binding CONTAINER = new Binding("container limit", 400, 300);

  /** The heap had taken 100 at first, and 200 after 100 s. */
  private static Limits limits(@Nullable Long anonymous) {
    return new Limits(
        300L,
        400L,
        null,
        null,
        anonymous,
        Seen.series(List.of(new Point(0, 100), new Point(100, 200))));
  }

  private static List<Point> floors(long first, long last) {
    return List.of(new Point(0, first), new Point(100, last));
  }

  @Test
  void aHeapMeetsItsLimitWithThePartThatIsGarbage() {
    Headroom headroom = Headroom.of(limits(250L), HEAP, floors(50, 100));

    assertThat(headroom.level()).isEqualTo(300);
    assertThat(headroom.garbage()).isCloseTo(6, within(1e-9));
    assertThat(headroom.garbageSlope()).isCloseTo(0.03, within(1e-9));
  }

  @Test
  void withoutFloorsOrWhatTheHeapHasTakenTheLimitIsTheLevel() {
    Headroom plain = new Headroom(300, 0, 0);

    assertThat(Headroom.of(limits(250L), HEAP, List.of())).isEqualTo(plain);
    assertThat(Headroom.of(new Limits(300L, null, null, null, 250L, null), HEAP, floors(50, 100)))
        .isEqualTo(plain);
  }

  @Test
  void aContainerIsFullBeforeItsHeapIs() {
    // half of what the heap took more was live, and 150 are left
    assertThat(Headroom.of(limits(250L), CONTAINER, floors(50, 100)).level()).isEqualTo(175);
    assertThat(Headroom.of(limits(450L), CONTAINER, floors(50, 100)).level())
        .as("nothing is left")
        .isEqualTo(100);
    assertThat(Headroom.of(limits(0L), CONTAINER, floors(50, 150)).level())
        .as("no further than the limit")
        .isEqualTo(300);
    // where nothing grew it is the live share of all
    assertThat(Headroom.of(limits(250L), CONTAINER, floors(100, 100)).level()).isEqualTo(175);
    assertThat(Headroom.of(limits(250L), CONTAINER, floors(100, 20)).level())
        .as("three tenths at least")
        .isEqualTo(65);
    assertThat(Headroom.of(limits(250L), CONTAINER, floors(0, 140)).level())
        .as("all of it at most")
        .isEqualTo(290);
    assertThat(Headroom.of(limits(null), CONTAINER, floors(50, 100)).garbage())
        .as("as of a heap")
        .isCloseTo(6, within(1e-9));
  }

  private static Gauge gauge(@Nullable Long besideNow, @Nullable Long taken) {
    var none = Seen.series(List.of());
    return new Gauge(
        LeakKind.METASPACE, none, none, null, 300L, 400L, 5L, none, besideNow, taken, null);
  }

  @Test
  void aResourceHasWhatTheOthersLeaveInTheContainer() {
    assertThat(Headroom.of(gauge(100L, null), CONTAINER, 50).level()).isEqualTo(300);
    assertThat(Headroom.of(gauge(150L, null), CONTAINER, 50).level()).isEqualTo(250);
    assertThat(Headroom.of(gauge(500L, null), CONTAINER, 50).level()).isZero();
    assertThat(Headroom.of(gauge(null, null), CONTAINER, 50).level()).isEqualTo(300);
  }

  @Test
  void ofWhatItHasTakenAPartIsUsed() {
    assertThat(Headroom.of(gauge(null, 100L), HEAP, 50).level()).isEqualTo(150);
    assertThat(Headroom.of(gauge(null, 100L), HEAP, 20).level()).isCloseTo(90, within(1e-9));
    assertThat(Headroom.of(gauge(null, 100L), HEAP, 120).level()).isEqualTo(300);
    assertThat(Headroom.of(gauge(null, null), HEAP, 50).level()).isEqualTo(300);
    assertThat(Headroom.of(gauge(null, 0L), HEAP, 50).level()).isEqualTo(300);
  }
}
