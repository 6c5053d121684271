package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Followed.Sized;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A container from walk to walk; the process is as old as its series unless said. */
class FollowedTest {
  private static final List<String> PATH = List.of("com.acme.Orders.byId");

  /** First seen at 30 s with 10 elements. */
  private static Container seen(long size, @Nullable Long previous, int walks) {
    return container(size, 10, 30, previous, walks, "com.acme.Order", null, 48 * size);
  }

  private static Container container(
      long size,
      long firstSize,
      long firstSeconds,
      @Nullable Long previous,
      int walks,
      @Nullable String elements,
      @Nullable String keys,
      @Nullable Long bytes) {
    return new Container(
        PathRoot.STATIC,
        PATH,
        "com.acme.Orders.byId",
        "java.util.HashMap",
        size,
        firstSize,
        firstSeconds,
        previous,
        previous == null ? null : Long.valueOf(60),
        walks,
        walks,
        0,
        elements,
        keys,
        bytes);
  }

  @Test
  void itBeginsAsTheAgentFirstSawIt() {
    Followed followed = Followed.of(seen(100, 80L, 2), 90, 90);

    assertThat(followed.first()).isEqualTo(new Sized(30, 10));
    assertThat(followed.early()).isEqualTo(followed.first());
    assertThat(followed.later()).isEqualTo(new Sized(90, 100));
    assertThat(followed)
        .returns(100L, Followed::size)
        .returns(90L, Followed::grewSecond)
        .returns(0, Followed::still)
        .returns(0L, Followed::peak)
        .returns(2, Followed::walks)
        .returns(2, Followed::grew)
        .returns(48, Followed::elementBytes)
        .returns(90L, Followed::added)
        .returns(90 * 48L, Followed::weight);
  }

  @Test
  void itsSecondsAreThoseOfTheSeries() {
    // the series began when the process was 40 s old
    assertThat(Followed.of(seen(100, 80L, 2), 50, 90).first().second()).isEqualTo(-10);
    assertThat(
            Followed.of(container(9, 9, 500, null, 0, null, null, null), 90, 90).first().second())
        .as("first seen after now")
        .isEqualTo(90);
    assertThat(
            Followed.of(container(9, 9, -500, null, 0, null, null, null), 90, 90).first().second())
        .as("first seen before its start")
        .isZero();
  }

  @Test
  void whatHadNotGrownAtThatWalkStandsStill() {
    assertThat(Followed.of(seen(80, 80L, 2), 90, 90))
        .returns(30L, Followed::grewSecond)
        .returns(1, Followed::still);
    assertThat(Followed.of(seen(10, 10L, 2), 90, 90))
        .as("it has never grown")
        .returns(90L, Followed::grewSecond)
        .returns(1, Followed::still);
    assertThat(Followed.of(seen(10, null, 0), 90, 90))
        .as("there is nothing to compare with")
        .returns(90L, Followed::grewSecond)
        .returns(0, Followed::still);
    assertThat(Followed.of(seen(11, null, 0), 90, 90)).returns(90L, Followed::grewSecond);
  }

  @Test
  void belowThreeFifthsItWasEmptied() {
    assertThat(Followed.of(seen(60, 100L, 2), 90, 90).peak()).isZero();
    assertThat(Followed.of(seen(59, 100L, 2), 90, 90).peak()).isEqualTo(100);

    Followed full = Followed.of(seen(100, 80L, 2), 90, 90);
    assertThat(full.with(seen(60, 100L, 3), 120).peak()).isZero();
    Followed emptied = full.with(seen(59, 100L, 3), 120);
    assertThat(emptied.peak()).isEqualTo(100);
    assertThat(emptied.added()).as("also if it is gone by now").isEqualTo(90);
    assertThat(emptied.with(seen(20, 59L, 4), 150).peak()).as("the highest").isEqualTo(100);
  }

  @Test
  void itsSizeBetweenAQuarterAndHalfOfTheTimeIsKept() {
    Followed followed = Followed.of(seen(100, 80L, 2), 90, 90);

    followed = followed.with(seen(140, 100L, 3), 149);
    assertThat(followed.early()).isEqualTo(new Sized(30, 10));
    followed = followed.with(seen(150, 140L, 4), 150);
    assertThat(followed.early()).isEqualTo(new Sized(90, 100));
    assertThat(followed.later()).isEqualTo(new Sized(150, 150));
    followed = followed.with(seen(200, 150L, 5), 269);
    assertThat(followed.early()).isEqualTo(new Sized(90, 100));
    assertThat(followed.with(seen(210, 200L, 6), 270).early()).isEqualTo(new Sized(150, 150));
  }

  @Test
  void walksWithoutGrowthAreCounted() {
    Followed followed = Followed.of(seen(100, 80L, 2), 90, 90);

    Followed still = followed.with(seen(100, 100L, 3), 120).with(seen(99, 100L, 4), 150);
    assertThat(still).returns(2, Followed::still).returns(90L, Followed::grewSecond);
    assertThat(still.with(seen(100, 99L, 5), 180))
        .returns(0, Followed::still)
        .returns(180L, Followed::grewSecond);
  }

  @Test
  void whatAWalkDoesNotTellOfItsElementsStaysKnown() {
    Followed known =
        Followed.of(container(100, 10, 30, 80L, 2, "com.acme.Order", "com.acme.Id", 4800L), 90, 90);

    Followed next = known.with(container(110, 10, 30, 100L, 3, null, null, null), 120);
    assertThat(next.elementType()).isEqualTo("com.acme.Order");
    assertThat(next.elementBytes()).isEqualTo(48);
    assertThat(next.holds("com.acme.Id")).isTrue();
    Followed other =
        known.with(container(110, 10, 30, 100L, 3, "com.acme.Basket", "com.acme.Key", 1100L), 120);
    assertThat(other.elementType()).isEqualTo("com.acme.Basket");
    assertThat(other.elementBytes()).isEqualTo(10);
    assertThat(other.holds("com.acme.Key")).isTrue();
    assertThat(other.holds("com.acme.Id")).isFalse();
  }

  @Test
  void itHoldsWhatItsElementsOrKeysAre() {
    Followed followed =
        Followed.of(container(9, 9, 0, null, 0, "com.acme.Order$1", null, null), 90, 90);

    assertThat(followed.holds("com.acme.Order$2")).as("numbered by the compiler").isTrue();
    assertThat(followed.holds("com.acme.Basket")).isFalse();
    assertThat(
            Followed.of(container(9, 9, 0, null, 0, null, null, null), 90, 90)
                .holds("com.acme.Order"))
        .isFalse();
  }

  @Test
  void itIsTheSameWhenItWasFirstSeenThenWithAsMany() {
    Followed followed = Followed.of(seen(100, 80L, 2), 90, 90);

    assertThat(followed.is(seen(300, 100L, 9), 0)).isTrue();
    assertThat(followed.is(container(300, 10, 32, 1L, 9, null, null, null), 0)).isTrue();
    assertThat(followed.is(container(300, 10, 28, 1L, 9, null, null, null), 0)).isTrue();
    assertThat(followed.is(container(300, 10, 33, 1L, 9, null, null, null), 0)).isFalse();
    assertThat(followed.is(container(300, 10, 50, 1L, 9, null, null, null), -20)).isTrue();
    assertThat(followed.is(container(300, 11, 30, 1L, 9, null, null, null), 0)).isFalse();
    for (Container other :
        List.of(
            like(PathRoot.THREAD, PATH, "java.util.HashMap"),
            like(PathRoot.STATIC, List.of("com.acme.Orders.byName"), "java.util.HashMap"),
            like(PathRoot.STATIC, PATH, "java.util.TreeMap"))) {
      assertThat(followed.is(other, 0)).isFalse();
    }
    assertThat(followed.is(like(PathRoot.STATIC, PATH, "java.util.HashMap"), 0)).isTrue();
  }

  private static Container like(PathRoot root, List<String> path, String type) {
    return new Container(root, path, null, type, 300, 10, 30, 1L, 2L, 9, 9, 0, null, null, null);
  }

  @Test
  void itHasStoppedWhenThatIsMoreThanChance() {
    assertThat(stopped(20, 17, 3)).isTrue();
    assertThat(stopped(20, 18, 2)).as("two walks").isFalse();
    // every second walk before had no growth: (8 + 1) / (17 + 2) a walk
    assertThat(stopped(20, 9, 3)).isFalse();
    assertThat(stopped(22, 9, 5)).as("0.024").isFalse();
    assertThat(stopped(23, 9, 6)).as("0.011").isTrue();
    assertThat(stopped(3, 0, 3)).as("nothing is known of before").isFalse();
  }

  @Test
  void walksOfWhichNothingWasToldCountToo() {
    Followed grown = Followed.of(told(2_000, 4, 4), 40, 40);

    assertThat(grown.with(told(2_000, 8, 4), 80).still()).isEqualTo(4);
    assertThat(grown.with(told(2_000, 8, 4), 80).hasStopped()).isTrue();
    assertThat(grown.with(told(2_000, 8, 5), 80).still()).as("grew and shrank since").isOne();
    assertThat(grown.with(told(2_000, 4, 4), 80).still()).as("told twice").isOne();
  }

  /** A container of which the agent compared so many sizes. */
  private static Container told(long size, int walks, int grew) {
    return new Container(
        PathRoot.STATIC,
        PATH,
        "com.acme.Orders.byId",
        "java.util.HashMap",
        size,
        941,
        14,
        null,
        null,
        walks,
        grew,
        0,
        null,
        null,
        null);
  }

  private static boolean stopped(int walks, int grew, int still) {
    Sized size = new Sized(0, 10);
    return new Followed(
            PathRoot.STATIC,
            PATH,
            null,
            "T",
            null,
            0,
            size,
            size,
            size,
            10,
            0,
            still,
            0,
            walks,
            grew,
            0,
            0)
        .hasStopped();
  }

  @Test
  void nonsenseIsBounded() {
    Followed followed =
        Followed.of(container(Long.MAX_VALUE, -9, 0, -1L, -5, null, null, Long.MAX_VALUE), 9, 9);

    assertThat(followed.size()).isEqualTo(1L << 40);
    assertThat(followed.first().elements()).isZero();
    assertThat(followed.walks()).isZero();
    assertThat(followed.elementBytes()).isEqualTo(1 << 20);
    assertThat(Followed.of(container(1, 0, 0, null, 0, null, null, 1L << 40), 9, 9).elementBytes())
        .isEqualTo(1 << 20);
    assertThat(Followed.of(container(9, 0, 0, null, 0, null, null, 3L), 9, 9).elementBytes())
        .isEqualTo(1);
    assertThat(Followed.of(container(0, 0, 0, null, 0, null, null, 3L), 9, 9).elementBytes())
        .isZero();
    assertThat(Followed.of(container(9, 0, 0, null, 0, null, null, 0L), 9, 9).elementBytes())
        .isZero();
    assertThat(Followed.of(container(9, 0, 0, null, 0, null, null, -3L), 9, 9))
        .returns(0, Followed::elementBytes)
        .returns(9 * 32L, Followed::weight);
  }
}
