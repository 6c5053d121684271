package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.statistics.Shapes.Fit;
import dev.memorysystem.analyzer.statistics.Shapes.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final double STRONG = 10;
  private static final double POSITIVE = 2;

  @Test
  void theNileStepped() {
    Shapes shapes = Shapes.of(Nile.years(), Nile.flow());

    assertThat(shapes.better(Shape.STEP)).isGreaterThan(POSITIVE);
    assertThat(1871 + shapes.fit(Shape.STEP).at()).isBetween(1898, 1900);
    assertThat(shapes.fit(Shape.STEP).rise()).isCloseTo(-248, within(15.0));
  }

  @Test
  void aLineIsSeldomTakenForSomethingThatFillsOrSteps() {
    long mistaken =
        IntStream.range(0, 200)
            .mapToObj(seed -> of(40, t -> 100 + 3 * t, 6, seed))
            .filter(
                s ->
                    s.better(Shape.STEP) > POSITIVE
                        || s.better(Shape.FILLED) > POSITIVE
                        || s.better(Shape.SATURATING) > POSITIVE)
            .count();

    assertThat(mistaken).isLessThanOrEqualTo(10);
  }

  @Test
  void whatFillsIsKnownByItsCeiling() {
    Shapes shapes = of(60, t -> 20 + 80 * (1 - Math.exp(-t / 20)), 1, 3);

    assertThat(shapes.better(Shape.SATURATING)).isGreaterThan(STRONG);
    assertThat(shapes.fit(Shape.SATURATING).ceiling()).isCloseTo(100, within(6.0));
  }

  @Test
  void whatIsFullIsKnownByItsBend() {
    Shapes shapes = of(60, t -> 20 + 2 * Math.min(t, 40), 1, 4);

    assertThat(shapes.better(Shape.FILLED)).isGreaterThan(STRONG);
    assertThat(shapes.fit(Shape.FILLED).at()).isBetween(37, 43);
    assertThat(shapes.fit(Shape.FILLED).slope()).isCloseTo(2, within(0.1));
    assertThat(shapes.fit(Shape.FILLED).ceiling()).isCloseTo(100, within(2.0));
  }

  /** Without noise each shape is found exactly, with all that is said of it. */
  @Test
  void whatHasAShapeIsFitted() {
    double range = 80 * (1 - Math.exp(-2.5));
    // a time constant that is tried: two fifths of the time
    assertFit(
        of(60, t -> 20 + 80 * (1 - Math.exp(-t / 23.6)), 0, 1).fit(Shape.SATURATING),
        new Fit(0, 0, 0, 100, range, 80));
    assertFit(
        of(60, t -> 20 + 2 * Math.min(t, 40), 0, 1).fit(Shape.FILLED),
        new Fit(0, 0, 40, 100, 80, 2));
    assertFit(of(60, t -> t < 20 ? 100 : 180, 0, 1).fit(Shape.STEP), new Fit(0, 0, 20, 180, 80, 0));
    assertFit(
        of(60, t -> 20 + 2 * t + (t < 20 ? 0 : 100), 0, 1).fit(Shape.LINE_AND_STEP),
        new Fit(0, 0, 20, 238, 218, 2));
    assertFit(of(60, t -> 20 - 3 * t, 0, 1).fit(Shape.LINE), new Fit(0, 0, 0, -157, -177, -3));
    assertFit(
        of(60, t -> t, 0, 1).fit(Shape.FLAT), new Fit(60 * (60 * 60 - 1) / 12.0, 0, 0, 29.5, 0, 0));
  }

  private static void assertFit(Fit found, Fit expected) {
    assertThat(found.squares()).isCloseTo(expected.squares(), within(1e-6));
    assertThat(found.at()).isEqualTo(expected.at());
    assertThat(found.ceiling()).isCloseTo(expected.ceiling(), within(1e-6));
    assertThat(found.rise()).isCloseTo(expected.rise(), within(1e-6));
    assertThat(found.slope()).isCloseTo(expected.slope(), within(1e-6));
  }

  /** A flat series that alternates: neighbours are not alike, so that each point counts. */
  @Test
  void theScoreIsSchwarzs() {
    Shapes shapes = of(20, t -> t % 4 == 0 || t % 4 == 3 ? 110 : 90, 0, 1);
    Fit flat = shapes.fit(Shape.FLAT);

    assertThat(flat.squares()).isCloseTo(2000, within(1e-9));
    assertThat(flat.score()).isCloseTo(20 * Math.log(100) + Math.log(20), within(1e-9));
  }

  /** 32 points with runs of four count for 8.84 of their own: worked out apart from this code. */
  @Test
  void pointsThatAreLikeTheirNeighboursCountForFewer() {
    Shapes shapes = of(32, t -> 100 + 3 * t + (t % 8 < 4 ? -12 : 12), 0, 1);

    assertThat(shapes.fit(Shape.FLAT).score()).isCloseTo(63.617299, within(1e-5));
    assertThat(shapes.fit(Shape.LINE).score()).isCloseTo(47.048094, within(1e-5));
    assertThat(shapes.fit(Shape.STEP).score()).isCloseTo(60.524774, within(1e-5));
    assertThat(shapes.fit(Shape.LINE_AND_STEP).score()).isCloseTo(52.251899, within(1e-5));
    assertThat(shapes.fit(Shape.FILLED).score()).isCloseTo(51.831425, within(1e-5));
    assertThat(shapes.fit(Shape.SATURATING).score()).isCloseTo(49.593184, within(1e-5));
  }

  @Test
  void growthWithAJumpIsGrowth() {
    Shapes shapes = of(60, t -> 20 + 2 * t + (t < 30 ? 0 : 100), 1, 5);

    assertThat(shapes.fit(Shape.LINE_AND_STEP).slope()).isCloseTo(2, within(0.1));
    assertThat(shapes.growing()).isEqualTo(shapes.fit(Shape.LINE_AND_STEP).score());
    assertThat(shapes.better(Shape.STEP)).isNegative();
  }

  @Test
  void aFlatSeriesIsFlat() {
    Shapes shapes = of(60, t -> 50, 2, 6);

    assertThat(shapes.better(Shape.FLAT)).isPositive();
    assertThat(shapes.fit(Shape.FLAT).slope()).isZero();
  }

  @Test
  void aConstantHasFiniteScores() {
    Shapes shapes = of(10, t -> 50, 0, 7);

    assertThat(shapes.fits().values()).allMatch(f -> Double.isFinite(f.score()));
  }

  /** Where all fit alike, Schwarz's criterion is the parameters' price: ln n each. */
  @Test
  void theScoreCountsParameters() {
    Shapes shapes = of(20, t -> 50, 0, 7);

    double flat = shapes.fit(Shape.FLAT).score();
    assertThat(shapes.fit(Shape.LINE).score() - flat).isCloseTo(Math.log(20), within(1e-9));
    assertThat(shapes.fit(Shape.STEP).score() - flat).isCloseTo(3 * Math.log(20), within(1e-9));
  }

  private static Shapes of(int points, DoubleUnaryOperator level, double noise, long seed) {
    var random = new Random(seed);
    double[] times = IntStream.range(0, points).asDoubleStream().toArray();
    return Shapes.of(
        times,
        Arrays.stream(times)
            .map(t -> level.applyAsDouble(t) + noise * random.nextGaussian())
            .toArray());
  }
}
