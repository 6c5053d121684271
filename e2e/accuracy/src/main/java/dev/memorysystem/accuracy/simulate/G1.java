package dev.memorysystem.accuracy.simulate;

/**
 * G1 as far as floors show it. Garbage promoted to the old generation stays until marking, which
 * begins when the old generation passes a share of the committed heap
 * (InitiatingHeapOccupancyPercent, 45), and the mixed collections after it, which leave what is not
 * worth the effort (G1HeapWastePercent, 5).
 */
final class G1 implements Collector {
  /** G1HeapWastePercent. */
  private static final double WASTE = 0.05;

  /** Young collections from the start of marking to the end of mixed ones: seen 3 to 12. */
  private static final int SHORTEST_CYCLE = 3;

  private static final int LONGEST_CYCLE = 12;

  /** Pause for each GiB of young generation collected, seconds: seen 5 to 50 ms. */
  private static final double PAUSE = 0.02;

  /** Pause of a full collection for each GiB live, as of Parallel: both use all cores. */
  private static final double FULL_PAUSE = 0.5;

  private final CollectorSettings settings;
  private final Dice dice;
  private final Young young = new Young();
  private double committed;
  private double garbage;
  private double garbageAtMarking;
  private long reclaimingFor;
  private double live;

  G1(CollectorSettings settings, Dice dice) {
    this.settings = settings;
    this.dice = dice;
    this.committed = settings.initial();
  }

  @Override
  public void step(Step step, Window window) {
    garbage += step.diedOld();
    young.allocate(step, eden(), (times, now) -> collect(times, now, window));
    live = step.liveAfter();
    expand();
  }

  private double eden() {
    double free = settings.limit() - live - garbage;
    return Math.max(0.02 * settings.limit(), Math.min(settings.young() * committed, free));
  }

  private void collect(long times, double now, Window window) {
    live = now;
    garbage += times * eden() * settings.promoted();
    window.collected(
        live + garbage + dice.exponential(settings.inFlight() / times),
        times,
        times * PAUSE * eden() / (1 << 30));
    if (live + garbage > 0.95 * settings.limit() && garbage > 0) {
      garbage = 0;
      reclaimingFor = 0;
      window.collected(live, times, times * FULL_PAUSE * live / (1 << 30));
      window.oldCycles(live, 1);
    } else if (reclaimingFor > 0) {
      reclaimingFor -= times;
      if (reclaimingFor <= 0) {
        reclaimed(window);
      }
    } else if (live + garbage > settings.occupancy() * committed) {
      reclaimingFor = SHORTEST_CYCLE + dice.below(LONGEST_CYCLE - SHORTEST_CYCLE);
      garbageAtMarking = garbage;
    }
    expand();
  }

  private void reclaimed(Window window) {
    double left = WASTE * committed * dice.uniform(0.5, 1);
    garbage -= Math.max(0, garbageAtMarking - left);
    window.oldCycles(live + garbage + dice.exponential(settings.inFlight() / 2), 1);
  }

  private void expand() {
    double needed = live + garbage + settings.young() * committed;
    if (needed > committed) {
      committed = Math.min(settings.limit(), Math.max(needed, 1.1 * committed));
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
