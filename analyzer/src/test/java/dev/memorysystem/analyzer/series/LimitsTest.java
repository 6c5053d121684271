package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Measured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void theHeapLimitBindsWhenTheContainerHasRoom() {
    assertThat(new Limits(200L, 400L, 50L).binding())
        .isEqualTo(new Binding("heap limit", 200, 200));
  }

  @Test
  void theContainerBindsWhenTheHeapDoesNotFitBesideTheRest() {
    assertThat(new Limits(380L, 400L, 50L).binding())
        .isEqualTo(new Binding("container limit", 400, 350));
  }

  @Test
  void whatIsUnknownDoesNotBind() {
    assertThat(Limits.UNKNOWN.binding()).isNull();
    assertThat(new Limits(null, 400L, null).binding())
        .isEqualTo(new Binding("container limit", 400, 400));
    assertThat(new Limits(200L, 100L, null).binding())
        .isEqualTo(new Binding("heap limit", 200, 200));
  }

  @Test
  void memoryBesideTheHeapIsTheLeastSeen() {
    Limits limits = Limits.UNKNOWN.with(signal(100L, 180L), 0).with(signal(150L, 210L), 0);

    assertThat(limits.nonHeap()).isEqualTo(60);
    assertThat(limits.with(signal(100L, 300L), 0).nonHeap()).isEqualTo(60);
    assertThat(limits.with(signal(null, null), 0)).isEqualTo(limits);
    assertThat(limits.with(signal(300L, 200L), 0).nonHeap()).isZero();
  }

  @Test
  void memoryBesideWhatTheHeapHasTakenIsTheMostSeen() {
    Limits limits =
        Limits.UNKNOWN
            .with(Measured.at(0).heap(50L, null).anonymous(180).committed(100).told(), 0)
            .with(Measured.at(5).heap(50L, null).anonymous(170).committed(100).told(), 5);

    assertThat(limits.besideHeap()).isEqualTo(80);
    assertThat(limits.beside()).as("nearer than beside the heap in use").isEqualTo(80);
    assertThat(limits.anonymous()).isEqualTo(170);
    assertThat(limits.with(Measured.at(9).anonymous(90).committed(100).told(), 9).besideHeap())
        .isEqualTo(80);
    assertThat(
            Limits.UNKNOWN.with(Measured.at(0).anonymous(90).committed(100).told(), 0).besideHeap())
        .isZero();
  }

  @Test
  void aLimitThatIsToldOnceStays() {
    Limits limits = Limits.UNKNOWN.with(Measured.at(0).heap(null, 300L).container(400).told(), 0);

    assertThat(limits.with(Measured.at(5).told(), 5)).isEqualTo(limits);
    assertThat(limits.with(Measured.at(5).heap(null, 350L).container(450).told(), 5))
        .returns(350L, Limits::heap)
        .returns(450L, Limits::container);
  }

  @Test
  void whatTheHeapHadTakenIsKnownByItsSteps() {
    Limits limits = taken(Limits.UNKNOWN, 10, 1000);
    // less than a fiftieth is no step
    limits = taken(limits, 20, 1020);
    limits = taken(limits, 30, 1021);
    limits = taken(limits, 40, 900);

    assertThat(Limits.UNKNOWN.committed(10)).isNull();
    assertThat(limits.committed(0)).as("before the first").isEqualTo(1000);
    assertThat(limits.committed(10)).isEqualTo(1000);
    assertThat(limits.committed(29)).isEqualTo(1000);
    assertThat(limits.committed(30)).isEqualTo(1021);
    assertThat(limits.committed(99)).isEqualTo(900);
    assertThat(taken(limits, 50, -1)).as("nonsense").isEqualTo(limits);
  }

  private static Limits taken(Limits limits, long second, long bytes) {
    return limits.with(Measured.at(second).committed(bytes).told(), second);
  }

  @Test
  void whatWasLearntLaterCounts() {
    Limits first = new Limits(300L, 400L, 60L, 20L, 90L, null);
    Limits later = new Limits(350L, 450L, 50L, 30L, 95L, null);

    assertThat(first.then(later, 10)).isEqualTo(new Limits(350L, 450L, 50L, 30L, 95L, null));
    assertThat(later.then(first, 10)).isEqualTo(new Limits(300L, 400L, 50L, 30L, 90L, null));
    assertThat(first.then(Limits.UNKNOWN, 10)).isEqualTo(first);
    assertThat(Limits.UNKNOWN.then(first, 10)).isEqualTo(first);
    assertThat(Limits.UNKNOWN.then(Limits.UNKNOWN, 10)).isEqualTo(Limits.UNKNOWN);
  }

  @Test
  void stepsThatBothHaveHeardCountOnce() {
    Limits first = taken(taken(Limits.UNKNOWN, 10, 1000), 20, 2000);
    Limits second = taken(taken(Limits.UNKNOWN, 20, 2000), 30, 3000);

    assertThat(first.then(second, 20)).isEqualTo(taken(first, 30, 3000));
    assertThat(first.then(Limits.UNKNOWN, 20)).isEqualTo(first);
    assertThat(Limits.UNKNOWN.then(second, 20)).isEqualTo(second);
  }

  @Test
  void aContainerThatIsSmallerThanWhatIsBesideTheHeapLeavesNoRoom() {
    assertThat(new Limits(null, 400L, 500L).binding())
        .isEqualTo(new Binding("container limit", 400, 0));
    assertThat(new Limits(350L, 400L, 50L).binding())
        .as("both at once")
        .isEqualTo(new Binding("heap limit", 350, 350));
    assertThat(new Binding("container limit", 400, 0).isContainer()).isTrue();
    assertThat(new Binding("heap limit", 350, 350).isContainer()).isFalse();
  }

  private static LiveSet signal(@Nullable Long heapUsed, @Nullable Long rssAnonymous) {
    Measured report = Measured.at(0).heap(heapUsed, null);
    return (rssAnonymous == null ? report : report.anonymous(rssAnonymous)).told();
  }
}
