package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UntilFullTest {
  private static final Binding LIMIT = new Binding("heap limit", 100, 100);

  private static List<Point> points(int count, IntToLongFunction level) {
    return IntStream.range(0, count).mapToObj(i -> new Point(i, level.applyAsLong(i))).toList();
  }

  @Test
  void whatHasMetItsLimitIsCutThere() {
    assertThat(UntilFull.of(points(60, i -> Math.min(95, 50 + 5 * i)), LIMIT)).hasSize(9);
  }

  @Test
  void aLowFloorNowAndThenDoesNotUndoIt() {
    IntToLongFunction dips = i -> i > 20 && i % 20 == 19 ? 87 : Math.min(95, 50 + 5 * i);

    assertThat(UntilFull.of(points(40, dips), LIMIT)).hasSize(9);
    assertThat(UntilFull.of(points(60, dips), LIMIT)).hasSize(9);
    assertThat(UntilFull.of(points(63, dips), LIMIT)).hasSize(9);
  }

  @Test
  void whatComesBackFromItsLimitIsWhole() {
    assertThat(UntilFull.of(points(60, i -> i == 20 || i == 40 ? 95 : 60), LIMIT)).hasSize(60);
  }

  @Test
  void withoutALimitNothingIsCut() {
    assertThat(UntilFull.of(points(60, i -> 95), null)).hasSize(60);
  }

  private static ProcessState process(long heap, long threads) {
    var gauge = Seen.gauge(LeakKind.THREAD, Seen.minutes(25, t -> threads), 100L << 20);
    return AProcess.of(AProcess.fresh())
        .oldFloors(Seen.minutes(25, t -> heap))
        .limited(new Limits(100L << 20, null, null, null, null, null))
        .beside(gauge)
        .state();
  }

  @Test
  void aResourceIsFullFromNineTenthsOfItsLimitOn() {
    assertThat(UntilFull.isFull(process(90, 50), LeakKind.HEAP)).isTrue();
    assertThat(UntilFull.isFull(process(89, 95), LeakKind.HEAP)).isFalse();
    assertThat(UntilFull.isFull(process(50, 90), LeakKind.THREAD)).isTrue();
    assertThat(UntilFull.isFull(process(95, 89), LeakKind.THREAD)).isFalse();
    assertThat(UntilFull.isFull(process(95, 95), LeakKind.NATIVE)).as("never reported").isFalse();
  }
}
