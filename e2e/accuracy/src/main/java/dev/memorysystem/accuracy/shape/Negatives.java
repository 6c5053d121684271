package dev.memorysystem.accuracy.shape;

import static dev.memorysystem.accuracy.shape.Plan.run;

import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Noise;
import dev.memorysystem.accuracy.simulate.Pool;
import java.util.List;

/** What grows, moves or jumps and leaks nothing. */
final class Negatives {
  private static final double DAY = 86_400;
  private static final double MIB = 1 << 20;

  private Negatives() {}

  static List<Shape> all() {
    return List.of(
        clean("flat", Negatives::flat),
        clean("noise", Negatives::noise),
        clean("long warm-up", Negatives::warmUp),
        clean("cache that fills", Negatives::cache),
        clean("step", Negatives::step),
        clean("load step x3", Negatives::loadStep),
        clean("load ramp then flat", Negatives::loadRamp),
        clean("daily load", Negatives::daily),
        clean("bursts of load", Negatives::bursts),
        clean("sawtooth", Negatives::sawtooth),
        clean("nightly batch", Negatives::nightly),
        clean("plan cache", Negatives::planCache),
        clean("soft references", Negatives::softReferences),
        clean("ring buffer", Negatives::ring),
        clean("heap expansion", Negatives::expansion),
        clean("direct buffers step", Negatives::direct),
        clean("native arenas grow", Negatives::arenas),
        clean("page cache grows", Negatives::pageCache),
        clean("thread pool fills", Negatives::threads),
        clean("restarts", Negatives::restarts),
        clean("rolling update", Negatives::rollingUpdate),
        clean("three replicas", Negatives::replicas),
        clean("gaps", Negatives::gaps),
        clean("bad clock", Negatives::clock));
  }

  private static Shape clean(String name, Shape.Maker maker) {
    return new Shape(name, false, maker);
  }

  private static Plan flat(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    return Plan.of(App.service(setup), setup);
  }

  private static Plan noise(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    App app = App.service(setup);
    double share = dice.uniform(0.03, 0.12);
    var noise = new Noise(dice.split(), dice.logUniform(30, setup.span() / 5), family.outliers());
    Pool buffers = app.pool(Sites.kept("Buffer"));
    app.does(
        tick ->
            buffers.resize(
                share * setup.limit() * Math.clamp(1 + 0.5 * noise.next(tick.seconds()), 0, 2.2),
                60,
                tick));
    return Plan.of(app, setup);
  }

  /** Classes, pools and connections that take a good part of what is watched. */
  private static Plan warmUp(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    App app =
        App.service(setup).warmsUp(dice.uniform(0.05, 0.3), setup.span() * dice.uniform(0.05, 0.2));
    return Plan.of(app, setup);
  }

  private static Plan cache(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double fill = setup.span() * dice.uniform(0.1, 1.2);
    return Plan.of(App.service(setup).caches(dice.uniform(0.1, 0.4), fill), setup);
  }

  /** Reads something large once: a configuration, a model. */
  private static Plan step(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double at = setup.span() * dice.uniform(0.2, 0.9);
    double size = dice.uniform(0.1, 0.35) * setup.limit();
    double takes = setup.span() * dice.uniform(0.001, 0.03);
    App app = App.service(setup);
    Pool model = app.pool(Sites.kept("Model"));
    app.does(
        tick -> {
          double share = Math.clamp((tick.end() - at) / takes, 0, 1);
          model.add(share * size - model.bytes(), tick);
        });
    return Plan.of(app, setup);
  }

  private static Plan loadStep(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double at = setup.span() * dice.uniform(0.2, 0.9);
    return Plan.of(heavy(setup, dice).load(second -> second < at ? 1 : 3), setup);
  }

  private static Plan loadRamp(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double from = setup.span() * dice.uniform(0.05, 0.3);
    double to = from + setup.span() * dice.uniform(0.2, 0.5);
    double most = dice.uniform(2, 3);
    return Plan.of(
        heavy(setup, dice)
            .load(second -> 1 + (most - 1) * Math.clamp((second - from) / (to - from), 0, 1)),
        setup);
  }

  private static Plan daily(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice, dice.uniform(0.5, 3.5) * DAY);
    double depth = dice.uniform(0.3, 0.7);
    double began = dice.uniform(0, 7);
    return Plan.of(
        heavy(setup, dice).load(second -> day(family, began + second / DAY, depth)), setup);
  }

  /** Relative load after so many days. */
  static double day(Family family, double days, double depth) {
    return Math.max(0.05, family.day(days % 1, depth, (int) days));
  }

  private static Plan bursts(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double between = setup.span() / dice.uniform(5, 20);
    double lasts = between * dice.uniform(0.1, 0.4);
    Dice when = dice.split();
    double[] next = {between};
    return Plan.of(
        heavy(setup, dice)
            .load(
                second -> {
                  if (second > next[0] + lasts) {
                    next[0] = second + between * when.uniform(0.5, 1.5);
                  }
                  return second > next[0] ? 3 : 1;
                }),
        setup);
  }

  /** Much of the heap follows the load. */
  private static App heavy(Setup setup, Dice dice) {
    return App.service(setup).sessions(dice.uniform(0.04, 0.1));
  }

  private static Plan sawtooth(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    App app = App.service(setup);
    batches(app, setup, dice.uniform(0.1, 0.3), setup.span() / dice.uniform(2.5, 20));
    return Plan.of(app, setup);
  }

  /** Collects work and gives it back at once, again and again. */
  static void batches(App app, Setup setup, double share, double every) {
    Pool work = app.pool(Sites.kept("Work"));
    double[] round = {0};
    app.does(
        tick -> {
          double now = Math.floor(tick.end() / every);
          if (now > round[0]) {
            work.removeOldest(work.bytes());
            round[0] = now;
          }
          double added = share * setup.limit() / every * tick.load() * tick.seconds();
          work.add(Math.min(added, share * setup.limit() - work.bytes()), tick);
        });
  }

  /** An hour or two of much memory each night. */
  private static Plan nightly(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice, dice.uniform(1, 3.5) * DAY);
    double began = dice.uniform(0, 1);
    double lasts = dice.uniform(0.04, 0.1);
    double size = dice.uniform(0.1, 0.3) * setup.limit();
    App app = App.service(setup);
    Pool report = app.pool(Sites.kept("Report"));
    app.does(
        tick -> {
          double time = (began + tick.end() / DAY) % 1;
          if (time < lasts) {
            report.add(Math.max(0, size * time / lasts - report.bytes()), tick);
          } else {
            report.removeOldest(report.bytes());
          }
        });
    return Plan.of(app, setup);
  }

  /** 2,048 plans: quick at first, then only what is rare. */
  private static Plan planCache(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double share = Math.min(0.3, 2048 * dice.uniform(10, 60) * 1024 / setup.limit());
    return Plan.of(App.service(setup).caches(share, setup.span() * dice.uniform(0.05, 0.6)), setup);
  }

  /**
   * Half of them idle: cleared when not used for a second per free MiB (SoftRefLRUPolicyMSPerMB),
   * so that they level off. The others are used all the time: they grow until the heap is nearly
   * full, and are cleared then.
   */
  private static Plan softReferences(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    App app = App.service(setup);
    Pool soft = app.pool(Sites.memoised("Image"));
    double room = 0.85 - setup.base() - setup.sessions();
    double pace = room * setup.limit() / (setup.span() * dice.uniform(0.1, 0.5));
    double cleared = dice.uniform(0.5, 1);
    boolean idle = dice.chance(0.5);
    app.does(
        tick -> {
          double kept = idle ? pace * tick.heapFree() * setup.limit() / MIB : Double.MAX_VALUE;
          if (tick.heapFree() < 0.15) {
            soft.removeOldest(cleared * soft.bytes());
          }
          soft.removeOldest(Math.max(0, soft.bytes() - kept));
          double added = pace * tick.load() * tick.seconds();
          soft.add(Math.min(added, Math.max(0, tick.heapFree() - 0.12) * setup.limit()), tick);
        });
    return Plan.of(app, setup);
  }

  private static Plan ring(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double share = Math.min(0.35, 176 * MIB / setup.limit());
    return Plan.of(App.service(setup).rings(share, setup.span() * dice.uniform(0.05, 0.7)), setup);
  }

  /** A small heap that the collector lets grow. */
  private static Plan expansion(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice).startingSmall();
    return Plan.of(App.service(setup), setup);
  }

  private static Plan direct(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double at = setup.span() * dice.uniform(0.2, 0.9);
    double size = dice.uniform(16, 128) * MIB;
    return Plan.of(App.service(setup).direct(second -> second < at ? 4 * MIB : size), setup);
  }

  /** glibc's arenas: fast at first, to a bound. */
  private static Plan arenas(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double bound = dice.uniform(64, 512) * MIB;
    double constant = setup.span() * dice.uniform(0.1, 0.5);
    return Plan.of(
        App.service(setup).unaccounted(second -> bound * (1 - StrictMath.exp(-second / constant))),
        setup);
  }

  private static Plan pageCache(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double pace = dice.uniform(0.5, 3) * setup.limit() / setup.span();
    return Plan.of(App.service(setup).pageCache(second -> pace * second), setup);
  }

  /** Tomcat's default is 200. */
  private static Plan threads(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double most = dice.uniform(50, 200);
    double constant = setup.span() * dice.uniform(0.02, 0.3);
    return Plan.of(
        App.service(setup)
            .threads(
                second -> Math.floor(most * (1 - StrictMath.exp(-second / constant))),
                Double.POSITIVE_INFINITY),
        setup);
  }

  private static Plan restarts(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    int count = 1 + dice.below(4);
    Plan plan = Plan.of(setup);
    for (int i = 0; i <= count; i++) {
      double ends = i == count ? Double.POSITIVE_INFINITY : setup.span() * (i + 1) / (count + 1);
      plan =
          plan.and(
              new Plan.Run(
                  "a",
                  "r1",
                  setup.span() * i / (count + 1),
                  ends,
                  false,
                  App.service(setup).build()));
    }
    return plan;
  }

  /** Two replicas, one after the other replaced by a revision that needs more. */
  private static Plan rollingUpdate(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    double at = setup.span() * dice.uniform(0.3, 0.7);
    double more = dice.uniform(0, 0.2);
    Plan plan = Plan.of(setup);
    for (int i = 0; i < 2; i++) {
      double replaced = at + i * Math.min(60, setup.span() / 50);
      plan =
          plan.and(new Plan.Run("a" + i, "r1", 0, replaced, true, App.service(setup).build()))
              .and(
                  new Plan.Run(
                      "b" + i,
                      "r2",
                      replaced,
                      Double.POSITIVE_INFINITY,
                      false,
                      App.service(setup).warmsUp(more, setup.warmUp()).build()));
    }
    return plan;
  }

  private static Plan replicas(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    Plan plan = Plan.of(setup);
    for (String pod : List.of("a", "b", "c")) {
      plan = plan.and(run(pod, App.service(setup)));
    }
    return plan;
  }

  private static Plan gaps(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    return Plan.of(App.service(setup), setup).disturbed(Disturbance.gaps(setup, 4));
  }

  private static Plan clock(Family family, Dice dice) {
    Setup setup = Setup.of(family, dice);
    return Plan.of(App.service(setup), setup).disturbed(Disturbance.clock(setup));
  }
}
