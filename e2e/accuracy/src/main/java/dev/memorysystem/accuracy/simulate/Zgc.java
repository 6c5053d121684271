package dev.memorysystem.accuracy.simulate;

/**
 * ZGC without generations, as far as floors show it: every cycle collects the whole heap, started
 * by allocation or every five minutes (its proactive rule), and its floor holds what was allocated
 * meanwhile, in pages of 2 MiB. Memory unused for five minutes is given back (ZUncommitDelay).
 */
final class Zgc implements Collector {
  private static final double PROACTIVE = 300;
  private static final double PAGE = 2 << 20;
  private static final double UNCOMMIT = 300;

  private final CollectorSettings settings;
  private final Dice dice;
  private double committed;
  private double allocatedSince;
  private double secondsSince;
  private double live;

  Zgc(CollectorSettings settings, Dice dice) {
    this.settings = settings;
    this.dice = dice;
    this.committed = settings.initial();
  }

  @Override
  public void step(Step step, Window window) {
    double seconds = step.seconds();
    double budget =
        Math.max(0.02 * settings.limit(), settings.young() * (settings.limit() - step.liveAfter()));
    double rate = step.allocated() / seconds;
    double every = Math.min(PROACTIVE, budget / Math.max(1, rate));
    long count = (long) ((secondsSince + seconds) / every);
    secondsSince = Math.min(every, secondsSince + seconds - count * every);
    allocatedSince = secondsSince * rate;
    live = step.liveAfter();
    if (count > 0) {
      double floating = rate * dice.uniform(0.5, 1.5) * settings.cycleSeconds();
      double after = pages(step.liveAt(1.0 / count) + floating);
      window.collected(after, count, 0);
      window.oldCycles(after, count);
    }
    double kept = StrictMath.exp(-seconds / UNCOMMIT);
    committed = Math.max(pages(live + every * rate), kept * committed);
    committed = Math.min(settings.limit(), Math.max(settings.initial(), committed));
  }

  private static double pages(double bytes) {
    return PAGE * Math.ceil(bytes / PAGE);
  }

  @Override
  public double committed() {
    return committed;
  }

  @Override
  public double used() {
    return Math.min(settings.limit(), live + allocatedSince);
  }
}
