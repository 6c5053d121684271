package dev.memorysystem.accuracy.simulate;

/**
 * Parallel and Serial as far as floors show it: garbage promoted to the old generation stays until
 * that is full, which takes minutes or days; then a full collection leaves the live set.
 */
final class Parallel implements Collector {
  /** NewRatio 2. */
  private static final double OLD_SHARE = 2.0 / 3;

  /** MinHeapFreeRatio is 40. */
  private static final double FULLEST = 0.6;

  /** Pause for each GiB: young and full. */
  private static final double PAUSE = 0.02;

  private static final double FULL_PAUSE = 0.5;

  private final CollectorSettings settings;
  private final Dice dice;
  private final Young young = new Young();
  private double committed;
  private double garbage;
  private double live;

  Parallel(CollectorSettings settings, Dice dice) {
    this.settings = settings;
    this.dice = dice;
    this.committed = settings.initial();
  }

  @Override
  public void step(Step step, Window window) {
    garbage += step.diedOld();
    young.allocate(step, eden(), (times, now) -> collect(times, now, window));
    live = step.liveAfter();
  }

  private double eden() {
    return Math.max(0.02 * settings.limit(), (1 - OLD_SHARE) * committed * 0.75);
  }

  private void collect(long times, double now, Window window) {
    live = now;
    garbage += times * eden() * settings.promoted();
    double after = live + garbage + dice.exponential(settings.inFlight() / times);
    window.collected(after, times, times * PAUSE * eden() / (1 << 30));
    if (live + garbage > OLD_SHARE * committed) {
      garbage = 0;
      window.collected(live, 1, FULL_PAUSE * live / (1 << 30));
      window.oldCycles(live, 1);
      committed = Math.min(settings.limit(), Math.max(committed, live / FULLEST / OLD_SHARE));
    }
  }

  @Override
  public double committed() {
    return committed;
  }

  @Override
  public double used() {
    return Math.min(settings.limit(), live + garbage + young.edenUsed());
  }
}
