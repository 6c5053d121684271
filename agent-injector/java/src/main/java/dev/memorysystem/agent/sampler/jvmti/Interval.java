package dev.memorysystem.agent.sampler.jvmti;

/**
 * Bytes between two samples. It doubles when sampling has cost more than its budget for a while and
 * never falls: were later allocations sampled more densely than earlier ones, their births would
 * lie late, as those of a leak that has just begun.
 */
final class Interval {
  /**
   * Samples that a full heap holds at most, half of the engine's table (agent-injector/jvmti,
   * engine.h).
   */
  private static final long SAMPLES_PER_HEAP = 2_048;

  private static final long SHORTEST = 64 << 10;
  private static final long LONGEST = 1 << 30;

  /**
   * Seconds of the budget that may be saved up: to load and compile is dearer than what follows.
   */
  private static final double SAVED = 60;

  /** Seconds of the budget that may be overdrawn: a burst of allocation is no reason. Chosen. */
  private static final double OVERDRAWN = 10;

  /**
   * The cost within one period may be this often the budget's; then samples are dropped. Chosen.
   */
  private static final double BURST = 10;

  private final double most;
  private double budget;
  private long bytes;
  private double overdraft;

  /**
   * @param budget share of one core
   * @param heap bytes that the heap may take
   */
  Interval(double budget, long heap) {
    this.most = budget;
    this.budget = budget;
    this.bytes = Math.min(LONGEST, Math.max(SHORTEST, heap / SAMPLES_PER_HEAP));
    this.overdraft = -SAVED * budget;
  }

  /** From now on sampling costs no more than that share of a core; 0 ends it for the time being. */
  void limit(double share) {
    budget = Math.min(most, share);
  }

  /** What sampling cost in a period, both in seconds. */
  void spent(double cpuSeconds, double seconds) {
    if (budget <= 0) {
      return;
    }
    overdraft = Math.max(-SAVED * budget, overdraft + cpuSeconds - budget * seconds);
    if (overdraft > OVERDRAWN * budget && bytes < LONGEST) {
      bytes = Math.min(LONGEST, 2 * bytes);
      overdraft = 0;
    }
  }

  /** The longest while nothing may be spent: it goes on where it was. */
  long bytes() {
    return budget > 0 ? bytes : LONGEST;
  }

  /** Nanoseconds that samples may cost within a period of so many seconds. */
  long allowance(double seconds) {
    return (long) (BURST * budget * seconds * 1e9);
  }
}
