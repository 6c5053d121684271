package dev.memorysystem.accuracy.shape;

import static dev.memorysystem.analyzer.finding.AnomalyKind.ALLOCATION_BURST;
import static dev.memorysystem.analyzer.finding.AnomalyKind.GC_THRASH;
import static dev.memorysystem.analyzer.finding.AnomalyKind.LIVE_SET_STEP;
import static dev.memorysystem.analyzer.finding.AnomalyKind.STEP_AFTER_DEPLOY;

import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Pool;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of case about what is unusual and leaks nothing.
 *
 * @param name for people and files
 * @param kind absent where everything is as usual
 */
public record UnusualShape(String name, @Nullable AnomalyKind kind, Maker maker) {
  /** Where a step is what is drawn, or a revision may need more by a little: neither is clear. */
  private static final Set<String> NOT_AS_USUAL = Set.of("step", "rolling update");

  /** Seconds that a rule looks at together: what is shorter than a few of them is no burst. */
  private static final double WINDOW = 30;

  private static final double HOUR = 3600;

  /** Pause of a full collection, seconds for each byte live: as the simulated collector's. */
  private static final double FULL_PAUSE = 0.5 / (1 << 30);

  /** Room that the simulated collector leaves for new objects when the heap is nearly full. */
  private static final double EDEN = 0.02;

  /** Draws a case. */
  @FunctionalInterface
  interface Maker {
    Drawn draw(Family family, Dice dice);
  }

  /**
   * @param from when it begins to be unusual, seconds since the case's beginning
   * @param to when that is over
   */
  record Drawn(Plan plan, double from, double to, List<AnomalyKind> beside) {
    Drawn {
      beside = List.copyOf(beside);
    }
  }

  /** Every shape, the unusual ones first. */
  public static List<UnusualShape> all() {
    List<UnusualShape> shapes =
        new ArrayList<>(
            List.of(
                new UnusualShape("a revision needs more", STEP_AFTER_DEPLOY, UnusualShape::deploy),
                new UnusualShape("a model is read", LIVE_SET_STEP, UnusualShape::step),
                new UnusualShape("a burst of work", ALLOCATION_BURST, UnusualShape::burst),
                new UnusualShape("a batch fills the heap", GC_THRASH, UnusualShape::thrash),
                new UnusualShape("a revision needs the same", null, UnusualShape::update)));
    for (Shape shape : Negatives.all()) {
      if (!NOT_AS_USUAL.contains(shape.name())) {
        shapes.add(
            new UnusualShape(
                shape.name(), null, (family, dice) -> asUsual(shape.maker().plan(family, dice))));
      }
    }
    return shapes;
  }

  /** Leaks, up to half of their life: a finding's, and nothing unusual. */
  public static List<UnusualShape> leaks() {
    return Leaks.all().stream()
        .map(
            shape ->
                new UnusualShape(
                    shape.name(),
                    null,
                    (family, dice) -> asUsual(shape.maker().plan(family, dice))))
        .toList();
  }

  /** One of its cases: the same for the same arguments. */
  public UnusualCase draw(Family family, long seed, int index) {
    Dice dice = Dice.of(seed, family + "/unusual/" + name, index);
    Drawn drawn = maker.draw(family, dice);
    var shape = new Shape(name, drawn.plan().leaks(), (f, d) -> drawn.plan());
    Case record = new Recorder(shape, family, seed, index, drawn.plan()).record();
    Instant starts = record.starts();
    return new UnusualCase(
        record,
        kind == null
            ? null
            : new UnusualCase.Truth(
                kind,
                starts.plus(Duration.ofSeconds((long) drawn.from())),
                starts.plus(Duration.ofSeconds((long) drawn.to()))),
        drawn.beside());
  }

  /** Watched for an hour to half a week: what is unusual needs something usual before. */
  private static Setup withAPast(Family family, Dice dice) {
    return Setup.of(family, dice, dice.logUniform(HOUR, 84 * HOUR));
  }

  private static Drawn asUsual(Plan plan) {
    return new Drawn(plan, 0, 0, List.of());
  }

  private static Drawn deploy(Family family, Dice dice) {
    Setup setup = withAPast(family, dice);
    double at = setup.span() * dice.uniform(0.3, 0.7);
    return new Drawn(deployed(setup, at, dice.uniform(0.1, 0.3)), at, setup.span(), List.of());
  }

  private static Drawn update(Family family, Dice dice) {
    Setup setup = withAPast(family, dice);
    return asUsual(deployed(setup, setup.span() * dice.uniform(0.3, 0.7), 0));
  }

  /** Two replicas, one after the other replaced by a revision that keeps so much more. */
  private static Plan deployed(Setup setup, double at, double more) {
    Plan plan = Plan.of(setup);
    for (int i = 0; i < 2; i++) {
      double replaced = at + i * Math.min(60, setup.span() / 50);
      App before = App.service(setup);
      App after = App.service(setup).warmsUp(more, setup.warmUp());
      plan =
          plan.and(new Plan.Run("a" + i, "r1", 0, replaced, true, before.build()))
              .and(
                  new Plan.Run(
                      "b" + i, "r2", replaced, Double.POSITIVE_INFINITY, false, after.build()));
    }
    return plan;
  }

  /** Reads something large once: a configuration, a model. */
  private static Drawn step(Family family, Dice dice) {
    Setup setup = withAPast(family, dice);
    double at = setup.span() * dice.uniform(0.2, 0.7);
    double size = dice.uniform(0.1, 0.35) * setup.limit();
    double takes = setup.span() * dice.uniform(0.001, 0.03);
    App app = App.service(setup);
    Pool model = app.pool(Sites.kept("Model"));
    app.does(
        tick -> {
          double share = Math.clamp((tick.end() - at) / takes, 0, 1);
          model.add(share * size - model.bytes(), tick);
        });
    return new Drawn(Plan.of(app, setup), at, setup.span(), List.of());
  }

  /** Six to twenty times the work for a while, and enough of it to matter. */
  private static Drawn burst(Family family, Dice dice) {
    Setup drawn = withAPast(family, dice);
    double factor = dice.uniform(6, 20);
    double busy = dice.uniform(0.03, 0.2) * drawn.limit();
    Setup setup = drawn.allocating(Math.max(drawn.allocation(), busy / factor));
    double from = setup.span() * dice.uniform(0.3, 0.8);
    double window = Math.max(WINDOW, setup.interval());
    double to = from + Math.max(4 * window, setup.span() * dice.uniform(0.005, 0.05));
    App app = App.service(setup).load(second -> second >= from && second < to ? factor : 1);
    return new Drawn(Plan.of(app, setup), from, to, List.of());
  }

  /**
   * For a while a batch keeps nearly all of the heap, and collections take most of the time. That
   * is a step of the live set, too.
   */
  private static Drawn thrash(Family family, Dice dice) {
    Setup drawn = withAPast(family, dice);
    double perByte = FULL_PAUSE / EDEN;
    Setup setup = drawn.underG1(dice.uniform(1.2, 3) / perByte);
    double from = setup.span() * dice.uniform(0.3, 0.8);
    double window = Math.max(WINDOW, setup.interval());
    double to = from + Math.max(4 * window, setup.span() * dice.uniform(0.01, 0.1));
    double kept = dice.uniform(0.955, 0.97);
    App app = App.service(setup);
    Pool batch = app.pool(Sites.kept("Batch"));
    app.does(
        tick -> {
          if (tick.end() >= from && tick.end() < to) {
            double room = (tick.heapFree() - (1 - kept)) * setup.limit();
            batch.add(room, tick);
            batch.removeOldest(-room);
          } else {
            batch.removeOldest(batch.bytes());
          }
        });
    return new Drawn(Plan.of(app, setup), from, to, List.of(LIVE_SET_STEP));
  }
}
