package dev.memorysystem.accuracy.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {
  static Stream<Arguments> shapes() {
    return Shape.all().stream()
        .flatMap(
            shape -> Stream.of(Family.values()).map(f -> Arguments.of(f, shape.name(), shape)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("shapes")
  void sameArgumentsDrawTheSame(Family family, String name, Shape shape) {
    Case first = shape.draw(family, 1, 0);

    assertThat(shape.draw(family, 1, 0).equals(first)).isTrue();
    assertThat(shape.draw(family, 2, 0).signals().equals(first.signals())).isFalse();
    assertThat(shape.draw(family, 1, 1).signals().equals(first.signals())).isFalse();
  }

  /** A draw that is not what its shape says throws. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("shapes")
  void leaksRunOutAndOthersDoNot(Family family, String name, Shape shape) {
    for (int index = 0; index < 6; index++) {
      Case drawn = shape.draw(family, 42, index);
      assertThat(drawn.leak() != null).as(drawn.detail()).isEqualTo(shape.leaks());
      assertThat(drawn.signals().size()).as(drawn.detail()).isGreaterThan(40);
      assertThat(drawn.signals())
          .isSortedAccordingTo(java.util.Comparator.comparing(Case.Arrival::at));
      if (drawn.leak() != null) {
        assertThat(drawn.signals().getLast().at()).isBeforeOrEqualTo(drawn.leak().half());
        assertThat(drawn.leak().share(drawn.leak().half())).isCloseTo(0.5, within(1e-3));
      }
    }
  }

  @Test
  void slowLeaksTakeADayAndAWeek() {
    for (Family family : Family.values()) {
      assertThat(life(shape(Shape.DAY).draw(family, 3, 1))).isBetween(hours(18), hours(30));
      assertThat(life(shape(Shape.WEEK).draw(family, 3, 1))).isBetween(hours(130), hours(210));
    }
  }

  @Test
  void restartsAreOtherProcessesOfTheSamePod() {
    List<ProcessRef> processes = processes(shape("restarts").draw(Family.TUNING, 1, 0));

    assertThat(processes).hasSizeGreaterThan(1);
    assertThat(processes.stream().map(ProcessRef::podUid).distinct()).hasSize(1);
    assertThat(processes.stream().map(ProcessRef::instanceId)).doesNotHaveDuplicates();
  }

  @Test
  void rollingUpdateBringsAnotherRevision() {
    assertThat(
            processes(shape("rolling update").draw(Family.TUNING, 1, 0)).stream()
                .map(ProcessRef::revision)
                .distinct())
        .containsExactly("r1", "r2");
  }

  @Test
  void badClockGoesBackOrForthOnce() {
    Case drawn = shape("bad clock").draw(Family.TUNING, 1, 0);
    List<Duration> off =
        drawn.signals().stream()
            .filter(a -> a.signal() instanceof LiveSet)
            .map(a -> Duration.between(a.at(), a.signal().at()))
            .toList();

    assertThat(off.getLast().minus(off.getFirst()).abs()).isGreaterThan(Duration.ofSeconds(1));
  }

  private static List<ProcessRef> processes(Case drawn) {
    return drawn.signals().stream()
        .flatMap(a -> a.signal() instanceof LiveSet l ? Stream.of(l.process()) : Stream.empty())
        .distinct()
        .toList();
  }

  private static Shape shape(String name) {
    return Shape.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Duration life(Case drawn) {
    Case.Leak leak = Objects.requireNonNull(drawn.leak());
    return Duration.between(leak.from(), leak.exhausted());
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }
}
