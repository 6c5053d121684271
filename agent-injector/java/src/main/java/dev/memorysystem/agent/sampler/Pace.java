package dev.memorysystem.agent.sampler;

/**
 * When to take the next snapshot, from what the last one cost. The period is such that snapshots
 * take no more than a set share of a core, and at least a number of reports; each snapshot that was
 * felt doubles it.
 */
public final class Pace {
  /** Of one core. A tenth of a per cent is spent on rung 0 already. */
  private static final double AIM = 0.002;

  /** Seconds between reports at which {@link #AIM} holds; who asks for more reports pays more. */
  private static final double USUAL_INTERVAL = 15;

  private static final int REPORTS_BETWEEN = 2;

  /** What JFR's threads, the compilers and the collector do for a snapshot, as much again. */
  private static final double WITH_OTHER_THREADS = 2;

  /**
   * The first snapshot loads and compiles what all later ones use: it takes some four times theirs.
   */
  private static final double FIRST = 4;

  /** Seconds. */
  private static final double LONGEST = 600;

  private final double intervalSeconds;
  private final double cpuShare;
  private final double maxPauseMillis;
  private double limit = Double.MAX_VALUE;
  private double cost;
  private double stretch = 1;

  /**
   * @param intervalSeconds between two reports
   * @param maxCpuShare of one core, the user's bound
   * @param maxPauseMillis the longest pause the user accepts
   */
  public Pace(double intervalSeconds, double maxCpuShare, double maxPauseMillis) {
    this.intervalSeconds = intervalSeconds;
    this.cpuShare = Math.min(maxCpuShare, AIM * Math.max(1, USUAL_INTERVAL / intervalSeconds));
    this.maxPauseMillis = maxPauseMillis;
  }

  /** From now on snapshots take no more than that share of a core. */
  public void limit(double most) {
    limit = most;
  }

  /**
   * @param cpuSeconds CPU time of the sampling thread for the snapshot, or its wall time where that
   *     is unknown
   * @param pauseMillis upper bound of a pause within it
   */
  public void took(double cpuSeconds, double pauseMillis) {
    double all = cpuSeconds * WITH_OTHER_THREADS;
    cost = cost == 0 ? all / FIRST : (cost + all) / 2;
    stretch = pauseMillis > maxPauseMillis ? stretch * 2 : Math.max(1, stretch / 2);
  }

  /**
   * Seconds until the next snapshot.
   *
   * @param disturbs whether snapshots disturb others now, so that the longest period is right
   */
  public double period(boolean disturbs) {
    double share = Math.min(cpuShare, limit);
    double affordable = share <= 0 ? LONGEST : cost / share;
    double period = Math.max(REPORTS_BETWEEN * intervalSeconds, affordable) * stretch;
    double longest = Math.max(LONGEST, REPORTS_BETWEEN * intervalSeconds);
    return disturbs ? longest : Math.min(longest, period);
  }
}
