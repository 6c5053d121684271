package dev.memorysystem.accuracy.shape;

import static dev.memorysystem.accuracy.shape.Plan.run;

import dev.memorysystem.accuracy.simulate.Beside;
import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Noise;
import dev.memorysystem.accuracy.simulate.Tick;
import java.util.List;

/** Shapes of leaks. Each is meant to live twice its setup's span. */
final class Leaks {
  private static final double MIB = 1 << 20;
  private static final double HOUR = 3600;
  private static final double DAY = 24 * HOUR;

  private Leaks() {}

  static List<Shape> all() {
    return List.of(
        leak("constant leak", Leaks::constant),
        leak("leak among noise", Leaks::noisy),
        leak("leak that follows load", Leaks::followingLoad),
        leak("leak under a daily load", Leaks::daily),
        leak("leak in bursts", Leaks::bursts),
        leak(Shape.DAY, (family, dice) -> slow(family, dice, DAY)),
        leak(Shape.WEEK, (family, dice) -> slow(family, dice, 7 * DAY)),
        leak("leak that starts late", Leaks::late),
        leak("leak after a deploy", Leaks::afterDeploy),
        leak("leak in steps", Leaks::steps),
        leak("leak with restarts", Leaks::restarts),
        leak("leak in three replicas", Leaks::replicas),
        leak("leak beside a cache", Leaks::besideCache),
        leak("leak under batches", Leaks::underBatches),
        leak("leak with gaps and a bad clock", Leaks::disturbed),
        leak("leak to the container's limit", Leaks::container),
        leak("direct buffer leak", Leaks::direct),
        leak("thread leak", Leaks::threads),
        leak("class leak", Leaks::classes),
        leak("native leak", Leaks::unaccounted));
  }

  private static Shape leak(String name, Shape.Maker maker) {
    return new Shape(name, true, maker);
  }

  /** What it must leak in a second to use up what the rest leaves free in twice the span. */
  private static double pace(Setup setup, double beside) {
    double rest = setup.base() + setup.sessions() + beside;
    return Math.max(0.05, setup.exhaustedAt() - rest) / (2 * setup.span());
  }

  private static App leaking(Setup setup) {
    return App.service(setup).leaks(pace(setup, 0), tick -> 1);
  }

  private static Plan constant(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    return Plan.of(leaking(setup), setup).leaking(0);
  }

  private static Plan noisy(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double share = dice.uniform(0.03, 0.1);
    var noise = new Noise(dice.split(), dice.logUniform(30, setup.span() / 5), family.outliers());
    App app = App.service(setup).leaks(pace(setup, 2 * share), tick -> 1);
    var buffers = app.pool(Sites.kept("Buffer"));
    app.does(
        tick ->
            buffers.resize(
                share * setup.limit() * Math.clamp(1 + 0.5 * noise.next(tick.seconds()), 0, 2),
                60,
                tick));
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan followingLoad(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    var wander = new Noise(dice.split(), setup.span() * dice.uniform(0.05, 0.3), 0);
    double depth = dice.uniform(0.2, 0.5);
    double[] last = {0};
    App app =
        App.service(setup)
            .leaks(pace(setup, 0), Tick::load)
            .load(
                second -> {
                  double moved = wander.next(second - last[0]);
                  last[0] = second;
                  return Math.clamp(1 + depth * moved, 0.2, 3);
                });
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan daily(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice, dice.uniform(1, 3.5) * DAY);
    double depth = dice.uniform(0.3, 0.7);
    double began = dice.uniform(0, 7);
    App app =
        App.service(setup)
            .leaks(pace(setup, 0), Tick::load)
            .load(second -> Negatives.day(family, began + second / DAY, depth));
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan bursts(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double between = 2 * setup.span() / dice.uniform(15, 60);
    Dice when = dice.split();
    double[] left = {0};
    double[] size = {0};
    App app =
        App.service(setup)
            .leaks(
                pace(setup, 0),
                tick -> {
                  if (left[0] <= 0 && when.chance(tick.seconds() / between)) {
                    left[0] = between * when.uniform(0.1, 0.5);
                    size[0] = between / left[0] * when.exponential(1);
                  }
                  left[0] -= tick.seconds();
                  return left[0] > 0 ? size[0] : 0;
                });
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan slow(Family family, Dice dice, double life) {
    Setup setup = Setup.of(family, dice, life / 2);
    return Plan.of(leaking(setup), setup).leaking(0);
  }

  private static Plan late(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double from = setup.span() * dice.uniform(0.5, 1.5);
    App app = App.service(setup).leaks(pace(setup, 0), tick -> tick.end() > from ? 1 : 0);
    return Plan.of(app, setup).leaking(from);
  }

  private static Plan afterDeploy(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double deployed = setup.span() * dice.uniform(0.5, 1.5);
    var before = new Plan.Run("a", "r1", 0, deployed, true, App.service(setup).build());
    var after =
        new Plan.Run("b", "r2", deployed, Double.POSITIVE_INFINITY, false, leaking(setup).build());
    return Plan.of(setup, before, after).leaking(deployed);
  }

  private static Plan steps(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double every = 2 * setup.span() / dice.uniform(14, 40);
    double share = dice.uniform(0.05, 0.3);
    App app =
        App.service(setup)
            .leaks(pace(setup, 0), tick -> tick.end() % every < share * every ? 1 / share : 0);
    return Plan.of(app, setup).leaking(0);
  }

  /** Restarted by people once or twice before it is left to run out. */
  private static Plan restarts(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    int count = 1 + dice.below(2);
    double starts = 0;
    Plan plan = new Plan(setup, 0, 10, Disturbance.some(setup), List.of());
    for (int i = 0; i < count; i++) {
      double ends = starts + setup.span() * dice.uniform(0.2, 0.5);
      plan = plan.and(new Plan.Run("a", "r1", starts, ends, false, leaking(setup).build()));
      starts = ends;
    }
    return plan.and(
        new Plan.Run("a", "r1", starts, Double.POSITIVE_INFINITY, false, leaking(setup).build()));
  }

  private static Plan replicas(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    Plan plan = new Plan(setup, 0, 10, Disturbance.some(setup), List.of());
    for (String pod : List.of("a", "b", "c")) {
      double uneven = dice.uniform(0.8, 1.2);
      plan = plan.and(run(pod, App.service(setup).leaks(pace(setup, 0), tick -> uneven)));
    }
    return plan;
  }

  private static Plan besideCache(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double cache = dice.uniform(0.05, 0.25);
    App app =
        App.service(setup)
            .caches(cache, setup.span() * dice.uniform(0.05, 0.3))
            .leaks(pace(setup, cache), tick -> 1);
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan underBatches(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double share = dice.uniform(0.05, 0.2);
    App app = App.service(setup).leaks(pace(setup, share), tick -> 1);
    Negatives.batches(app, setup, share, setup.span() / dice.uniform(4, 20));
    return Plan.of(app, setup).leaking(0);
  }

  private static Plan disturbed(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    Disturbance gaps = Disturbance.gaps(setup, 3);
    Disturbance clock = Disturbance.clock(setup);
    return Plan.of(leaking(setup), setup)
        .leaking(0)
        .disturbed(new Disturbance(gaps.gaps(), clock.drift(), clock.steps()));
  }

  /** -Xmx is as large as the container, or larger: the kernel ends it. */
  private static Plan container(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice).startingSmall().following();
    double room = dice.uniform(0.7, 0.95);
    double pace = Math.max(0.05, room - setup.base() - setup.sessions()) / (2 * setup.span());
    return Plan.of(App.service(setup).leaks(pace, tick -> 1), setup).leaking(0).binding(room);
  }

  private static Plan direct(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double first = dice.uniform(4, 32) * MIB;
    double pace = (setup.limit() - first) / (2 * setup.span());
    return Plan.of(App.service(setup).direct(second -> first + pace * second), setup).leaking(0);
  }

  private static Plan threads(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double limit = dice.pick(List.of(512.0, 1024.0, 4096.0));
    double pace = limit / (2 * setup.span());
    return Plan.of(App.service(setup).threads(second -> Math.floor(pace * second), limit), setup)
        .leaking(0);
  }

  /** Class loaders that stay, after redeployments or for generated classes. */
  private static Plan classes(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double limit = dice.pick(List.of(256.0, 512.0)) * MIB;
    double each = dice.uniform(1, 50);
    double pace = (limit / Beside.CLASS - setup.nonHeap().classes()) / (2 * setup.span());
    return Plan.of(
            App.service(setup).classes(second -> each * Math.floor(pace * second / each), limit),
            setup)
        .leaking(0);
  }

  /** malloc without free: the kernel ends it at the container's limit. */
  private static Plan unaccounted(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice).startingSmall().following();
    double pace = 0.6 * setup.limit() / (2 * setup.span());
    return Plan.of(App.service(setup).unaccounted(second -> pace * second), setup)
        .leaking(0)
        .binding(1);
  }
}
