package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Dice;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of case.
 *
 * @param name for people and files
 * @param leaks whether it ends in exhaustion
 */
public record Shape(String name, boolean leaks, Maker maker) {
  /** Leaks with figures of their own. */
  public static final String DAY = "leak of a day";

  public static final String WEEK = "leak of a week";

  /** Leaks of memory that is not the heap's. */
  public static final Set<String> BESIDE_HEAP =
      Set.of("direct buffer leak", "thread leak", "class leak", "native leak");

  /** Draws a case. */
  @FunctionalInterface
  interface Maker {
    Plan plan(Family family, Dice dice);
  }

  /** Every shape, leaks first. */
  public static List<Shape> all() {
    return Stream.concat(Leaks.all().stream(), Negatives.all().stream()).toList();
  }

  /** One of its cases: the same for the same arguments. */
  public Case draw(Family family, long seed, int index) {
    Dice dice = Dice.of(seed, family + "/" + name, index);
    return new Recorder(this, family, seed, index, maker.plan(family, dice)).record();
  }
}
