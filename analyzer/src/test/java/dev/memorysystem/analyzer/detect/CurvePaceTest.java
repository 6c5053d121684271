package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvePaceTest {
  private static final double MIB = 1 << 20;

  /** MiB allocated by a minute: next to nothing for the first third, much later. */
  private static double allocated(int minute) {
    return minute < 40 ? 60.0 * minute : 2400 + 900.0 * (minute - 40);
  }

  @Test
  void whatIsCutAtWorksPaceBeginsWhenItBeganInTruth() {
    var random = new Random(3);
    List<Point> floors = new ArrayList<>();
    for (int minute = 0; minute < 120; minute++) {
      double work = allocated(minute);
      double level =
          200
              + (minute >= 60 ? 500 : 0)
              + (minute >= 60 ? 0.02 * (work - allocated(60)) : 0)
              + random.nextGaussian();
      floors.add(new Point(60L * minute, (long) (MIB * level), (long) work));
    }

    Curve curve = Curve.of(floors);

    assertThat(curve.byWork()).isTrue();
    assertThat(curve.regime().isCut()).isTrue();
    assertThat(curve.points().getFirst().second()).isBetween(58 * 60L, 62 * 60L);
    assertThat(curve.points().getLast().second()).isEqualTo(119 * 60L);
    assertThat(curve.regime().shiftedAt()).isEqualTo(curve.points().getFirst().second());
    assertThat(curve.regime().before()).isEqualTo(curve.points().getFirst().second());
  }
}
