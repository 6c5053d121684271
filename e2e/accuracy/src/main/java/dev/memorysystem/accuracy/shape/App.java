package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Application;
import dev.memorysystem.accuracy.simulate.Behaviour;
import dev.memorysystem.accuracy.simulate.Beside;
import dev.memorysystem.accuracy.simulate.Beside.Curve;
import dev.memorysystem.accuracy.simulate.Noise;
import dev.memorysystem.accuracy.simulate.Pool;
import dev.memorysystem.accuracy.simulate.Tick;
import java.util.ArrayList;
import java.util.List;

/** Puts together what a simulated application does. Shares are of the heap's limit. */
final class App {
  /** Sessions' share of deaths that reached the old generation. */
  private static final double TENURED_SESSIONS = 0.3;

  /** Share of the heap that any kind of session is admitted to. */
  private static final double MOST_SESSIONS = 0.2;

  private final Setup setup;
  private final List<Pool> pools = new ArrayList<>();
  private final List<Behaviour> behaviours = new ArrayList<>();
  private Curve course = second -> 1;
  private Curve unaccounted = second -> 0;
  private Curve direct = second -> 4 << 20;
  private Curve threads = second -> 0;
  private Curve classes = second -> 0;
  private Curve pageCache = second -> 0;
  private double metaspaceLimit = Double.POSITIVE_INFINITY;
  private double threadLimit = Double.POSITIVE_INFINITY;

  private App(Setup setup) {
    this.setup = setup;
  }

  /** An ordinary service: it warms up, and keeps sessions as its load wants them. */
  static App service(Setup setup) {
    var app = new App(setup);
    app.warmsUp(setup.base(), setup.warmUp());
    app.sessions(setup.sessions());
    return app;
  }

  App warmsUp(double share, double constant) {
    Pool pool = pool(Sites.kept("Config"));
    double size = share * setup.limit();
    return does(
        tick ->
            pool.add(size * setup.family().warmedUp(tick.end() / constant) - pool.bytes(), tick));
  }

  App sessions(double share) {
    Pool pool = setup.pool(Sites.kept("Session"), TENURED_SESSIONS);
    pools.add(pool);
    double lifetime = setup.dice().logUniform(5, Math.max(10, setup.span() / 20));
    return does(
        tick ->
            pool.resize(
                Math.min(share * tick.load(), MOST_SESSIONS) * setup.limit(), lifetime, tick));
  }

  /** Leaks so much of the heap's limit a second, times a factor of the step. */
  App leaks(double sharePerSecond, Rate rate) {
    boolean memoised = setup.dice().chance(0.15);
    Pool.Site site = memoised ? Sites.memoised("Order") : Sites.kept("Order");
    Pool pool = setup.pool(site, 1, setup.visible());
    pools.add(pool);
    return does(
        tick ->
            pool.add(
                sharePerSecond * setup.limit() * tick.seconds() * Math.max(0, rate.at(tick)),
                tick));
  }

  /** A factor of a step. */
  interface Rate {
    double at(Tick tick);
  }

  /** A bounded cache that replaces its oldest: fills in so many seconds, or never quite. */
  App caches(double share, double fillSeconds) {
    Pool pool = pool(setup.dice().chance(0.6) ? Sites.memoised("Page") : Sites.kept("Page"));
    double capacity = share * setup.limit();
    double lookups = 3 * capacity / fillSeconds;
    double churn = setup.dice().uniform(0.02, 0.2);
    return does(
        tick -> {
          double missed = churn + setup.family().misses(pool.bytes() / capacity);
          pool.add(lookups * Math.min(1, missed) * tick.load() * tick.seconds(), tick);
          pool.removeOldest(pool.bytes() - capacity);
        });
  }

  /** Fills at an even pace to a bound, then replaces its oldest. */
  App rings(double share, double fillSeconds) {
    double capacity = share * setup.limit();
    Pool pool = pool(Sites.kept("Event")).boundedBy(capacity);
    return does(
        tick -> {
          pool.add(capacity / fillSeconds * tick.load() * tick.seconds(), tick);
          pool.removeOldest(pool.bytes() - capacity);
        });
  }

  Pool pool(Pool.Site site) {
    Pool pool = setup.pool(site, 1);
    pools.add(pool);
    return pool;
  }

  App does(Behaviour behaviour) {
    behaviours.add(behaviour);
    return this;
  }

  /** Load's course, around which it varies. */
  App load(Curve relative) {
    course = relative;
    return this;
  }

  /** Memory that the runtime does not account for, bytes more than usual. */
  App unaccounted(Curve bytes) {
    unaccounted = bytes;
    return this;
  }

  /** Direct buffers, bytes. */
  App direct(Curve bytes) {
    direct = bytes;
    return this;
  }

  /** Threads more than usual, and how many there may be. */
  App threads(Curve more, double limit) {
    threads = more;
    threadLimit = limit;
    return this;
  }

  /** Loaded classes more than usual, and bytes of metadata there may be. */
  App classes(Curve more, double limit) {
    classes = more;
    metaspaceLimit = limit;
    return this;
  }

  /** Files that the kernel keeps for the container, bytes. */
  App pageCache(Curve bytes) {
    pageCache = bytes;
    return this;
  }

  Application build() {
    var noise = new Noise(setup.dice().split(), setup.noiseMemory(), setup.family().outliers());
    double[] last = {0};
    double[] now = {1};
    Curve load =
        second -> {
          double varied = setup.loadNoise() * noise.next(second - last[0]);
          last[0] = second;
          now[0] = course.at(second) * Math.clamp(1 + varied, 0.05, 1.8);
          return now[0];
        };
    Setup.NonHeap usual = setup.nonHeap();
    return new Application(
        pools,
        behaviours,
        load,
        new Beside(
            second -> usual.unaccounted() * warm(second, 0.3) + unaccounted.at(second),
            direct,
            second -> usual.threads() * (1 + 0.2 * now[0]) + threads.at(second),
            second -> usual.classes() * warm(second, 1) + classes.at(second),
            second -> usual.code() * warm(second / 3, 0.8),
            pageCache,
            setup.limit(), // MaxDirectMemorySize is -Xmx by default
            metaspaceLimit,
            threadLimit));
  }

  /** A value of 1 that begins lower. */
  private double warm(double second, double risen) {
    return 1 - risen + risen * setup.family().warmedUp(second / setup.warmUp());
  }
}
