package dev.memorysystem.scale;

import dev.memorysystem.accuracy.shape.Reports;
import dev.memorysystem.accuracy.simulate.Application;
import dev.memorysystem.accuracy.simulate.Behaviour;
import dev.memorysystem.accuracy.simulate.Beside;
import dev.memorysystem.accuracy.simulate.CollectorSettings;
import dev.memorysystem.accuracy.simulate.CollectorSettings.Kind;
import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Jvm;
import dev.memorysystem.accuracy.simulate.Life;
import dev.memorysystem.accuracy.simulate.Machine;
import dev.memorysystem.accuracy.simulate.Pool;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated service, as its agent reports it: warm-up, sessions that follow a load with a day's
 * course and noise, a cache, a collector that leaves garbage, samples that survive. Of ten, eight
 * are steady, one leaks heap and one classes.
 *
 * @param number 0 to 9
 */
record Service(int number) {
  static final int ALL = 10;

  /** The agent's default. */
  static final int INTERVAL = 15;

  /** In recorded runs there are 2.7 reports to a snapshot. */
  private static final int REPORTS_A_SNAPSHOT = 3;

  private static final double DAY = 86_400;
  private static final double MIB = 1 << 20;
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final List<Kind> COLLECTORS =
      List.of(
          Kind.G1,
          Kind.G1,
          Kind.G1,
          Kind.PARALLEL,
          Kind.ZGC,
          Kind.G1,
          Kind.G1,
          Kind.ZGC,
          Kind.G1,
          Kind.G1);

  static List<Service> all() {
    List<Service> all = new ArrayList<>();
    for (int number = 0; number < ALL; number++) {
      all.add(new Service(number));
    }
    return all;
  }

  Workload workload() {
    return new Workload("shop", "Deployment", "service-" + number, "app");
  }

  boolean leaksHeap() {
    return number == 3;
  }

  boolean leaksClasses() {
    return number == 7;
  }

  /** One report: a live set, and now and then survivors. */
  record Report(List<Signal> signals) {
    Report {
      signals = List.copyOf(signals);
    }
  }

  /** What it reports from its start on; leaks have used half of what is free by the end. */
  List<Report> reports(Duration length) {
    Dice dice = Dice.of(1, "service", number);
    double limit = MIB * dice.pick(List.of(256.0, 512.0, 1024.0, 2048.0));
    double seconds = length.toSeconds();
    var heap =
        new CollectorSettings(
            COLLECTORS.get(number),
            limit,
            limit / 4,
            dice.uniform(0.1, 0.4),
            dice.uniform(0.35, 0.5),
            dice.logUniform(3e-4, 5e-3),
            limit * dice.logUniform(0.001, 0.01),
            dice.uniform(0.1, 1.5));
    double youngEvery = dice.logUniform(2, 20);
    var machine =
        new Machine(
            heap,
            0.5 * heap.young() * limit / youngEvery,
            0.99,
            Double.POSITIVE_INFINITY,
            INTERVAL,
            INTERVAL / 3.0,
            REPORTS_A_SNAPSHOT);
    Application application = application(dice, limit, seconds);
    Life life = Jvm.run(machine, application, seconds, dice.split());
    if (life.exhausted() != null) {
      throw new IllegalStateException("service " + number + " ran out of memory");
    }
    return life.samples().stream().map(sample -> report(sample, application, limit)).toList();
  }

  private Application application(Dice dice, double limit, double seconds) {
    double base = dice.uniform(0.1, 0.3) * limit;
    double warmUp = dice.uniform(5, 60);
    Pool config = pool("Config", dice, limit);
    Pool sessions = pool("Session", dice, limit);
    Pool pages = pool("Page", dice, limit);
    Pool orders = pool("Order", dice, limit);
    double held = dice.logUniform(0.005, 0.03) * limit;
    double cache = dice.uniform(0.02, 0.1) * limit;
    List<Behaviour> behaviours = new ArrayList<>();
    behaviours.add(
        tick -> config.add(base * -Math.expm1(-tick.end() / warmUp) - config.bytes(), tick));
    behaviours.add(tick -> sessions.resize(held * tick.load(), 600, tick));
    behaviours.add(
        tick -> {
          pages.add(cache / 1800 * tick.load() * tick.seconds(), tick);
          pages.removeOldest(pages.bytes() - cache);
        });
    if (leaksHeap()) {
      double rate = 0.25 * limit / seconds;
      behaviours.add(tick -> orders.add(rate * tick.load() * tick.seconds(), tick));
    }
    double depth = dice.uniform(0.2, 0.6);
    double varies = dice.uniform(0.05, 0.2);
    double threads = Math.rint(dice.uniform(20, 100));
    double classes = dice.uniform(3000, 16_000);
    double direct = dice.uniform(2, 30) * MIB;
    double unaccounted = dice.uniform(20, 120) * MIB;
    Dice noise = dice.split();
    double[] load = {1};
    return new Application(
        List.of(config, sessions, pages, orders),
        behaviours,
        second -> {
          double course = 1 - depth * Math.cos(2 * Math.PI * second / DAY);
          load[0] = course * Math.clamp(1 + varies * noise.gaussian(), 0.1, 2);
          return load[0];
        },
        new Beside(
            second -> unaccounted * (0.7 + 0.3 * -Math.expm1(-second / warmUp)),
            second -> direct * (0.5 + 0.5 * load[0]),
            second -> threads * (1 + 0.2 * load[0]),
            second ->
                classes * -Math.expm1(-second / warmUp)
                    + (leaksClasses() ? 40_000 * second / seconds : 0),
            second -> 40 * MIB * (0.2 + 0.8 * -Math.expm1(-second / warmUp / 3)),
            second -> 20 * MIB,
            limit,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY));
  }

  private static Pool pool(String type, Dice dice, double limit) {
    List<String> frames =
        List.of(
            "java.util.HashMap.newNode(HashMap.java:1920)",
            "java.util.HashMap.put(HashMap.java:618)",
            "com.acme.shop.%ss.add(%ss.java:41)".formatted(type, type),
            "com.acme.shop.web.Handler.handle(Handler.java:12)",
            "java.lang.Thread.run(Thread.java:1583)");
    return new Pool(
        new Pool.Site("com.acme.shop." + type, frames), dice.split(), limit / 200, 0.5, 0.5);
  }

  private Report report(Life.Sample sample, Application application, double limit) {
    Instant at = START.plusMillis((long) (1000 * sample.second()));
    ProcessRef process =
        new ProcessRef(
            "start-" + number,
            "pod-" + number,
            "uid-" + number,
            "node",
            1L,
            "OpenJDK 25",
            "service:1",
            "r1",
            START);
    List<Signal> signals = new ArrayList<>();
    signals.add(
        Reports.liveSet(
            workload(),
            process,
            at,
            sample,
            application.beside(),
            (long) limit,
            (long) (2 * limit + 512 * MIB),
            Math.min(30, sample.second() / 2)));
    if (sample.sites() != null) {
      signals.add(
          new Survivors(
              workload(),
              process,
              at,
              "jfr",
              Duration.ofSeconds((long) sample.second()),
              (long) sample.allocated(),
              sample.sites()));
    }
    return new Report(signals);
  }
}
