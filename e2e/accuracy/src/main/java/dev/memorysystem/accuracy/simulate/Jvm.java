package dev.memorysystem.accuracy.simulate;

import dev.memorysystem.analyzer.signal.Survivors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs an application on a simulated heap until memory runs out or time is over. */
public final class Jvm {
  /** Share of the time that pauses can take: the rest is what they are for (GCTimeLimit, 98 %). */
  private static final double MOST_PAUSED = 0.98;

  private final Machine machine;
  private final Application application;
  private final Collector collector;
  private final Window window = new Window();
  private final List<Life.Sample> samples = new ArrayList<>();
  private double live;
  private double allocated;
  private double gcSeconds;
  private double gcSecondsSeen;

  private Jvm(Machine machine, Application application, Dice dice) {
    this.machine = machine;
    this.application = application;
    this.collector = machine.heap().collector(dice);
  }

  /**
   * @param seconds at most so long
   */
  public static Life run(Machine machine, Application application, double seconds, Dice dice) {
    return new Jvm(machine, application, dice).run(seconds);
  }

  private Life run(double seconds) {
    long stepsPerReport = Math.round(machine.interval() / machine.step());
    for (long i = 1; i * machine.step() <= seconds; i++) {
      double second = i * machine.step();
      double load = application.load().at(second);
      Beside.Now beside = application.beside().at(second);
      if (exhausts(second, load, beside)) {
        return new Life(samples, second);
      }
      if (i % stepsPerReport == 0) {
        samples.add(sample(second, load, beside, i / stepsPerReport));
        window.next();
      }
    }
    return new Life(samples, null);
  }

  private boolean exhausts(double second, double load, Beside.Now beside) {
    double limit = machine.heap().limit();
    var tick = new Tick(second, machine.step(), load, 1 - live / limit);
    application.behaviours().forEach(behaviour -> behaviour.on(tick));
    double before = live;
    live = application.live();
    double rate = machine.allocation() * load * machine.step();
    double all = Math.max(rate, 2 * Math.max(0, live - before));
    allocated += all;
    if (live >= machine.exhaustedAt() * limit || application.beside().exhaustedBy(beside)) {
      return true;
    }
    collector.step(
        new Collector.Step(machine.step(), before, live, all, application.takeDiedOld()), window);
    return collector.committed() + beside.anonymous() >= machine.containerLimit();
  }

  private Life.Sample sample(double second, double load, Beside.Now beside, long number) {
    double paused = window.gcSeconds() - gcSecondsSeen;
    gcSecondsSeen = window.gcSeconds();
    gcSeconds += Math.min(MOST_PAUSED * machine.interval(), paused);
    boolean snapshot = machine.snapshotEvery() > 0 && number % machine.snapshotEvery() == 0;
    return new Life.Sample(
        second,
        live,
        window.floor(),
        window.oldFloor(),
        window.collections(),
        window.oldCycles(),
        gcSeconds,
        collector.used(),
        collector.committed(),
        beside,
        allocated,
        load,
        snapshot ? sites(second) : null,
        application.pools().stream()
            .map(pool -> new Life.Kept(pool.site().type(), pool.bytes(), pool.most()))
            .toList());
  }

  private List<Survivors.Site> sites(double now) {
    return application.pools().stream()
        .filter(pool -> !pool.births().isEmpty())
        .map(pool -> site(pool, now))
        .sorted(Comparator.comparingLong(Survivors.Site::liveBytes).reversed())
        .toList();
  }

  private static Survivors.Site site(Pool pool, double now) {
    List<Integer> ages =
        pool.births().reversed().stream().map(born -> (int) Math.max(0, now - born)).toList();
    @Nullable Long unknown = null;
    return new Survivors.Site(
        pool.site().type(),
        pool.site().frames(),
        ages.size(),
        (long) pool.bytes(),
        ages,
        unknown,
        unknown);
  }
}
