package dev.memorysystem.agent.walk;

/** CPU time that walks may take: a share of one core over time, and some more to begin with. */
final class Allowance {
  /** Of one core, where reports come every {@link #USUAL_INTERVAL} seconds or less often. */
  private static final double SHARE = 0.003;

  /** Seconds; who asks for more reports pays more. */
  private static final double USUAL_INTERVAL = 15;

  /**
   * Seconds whose share may be saved up, and is there to begin with, for the first walks run before
   * the compilers have seen them; chosen: it comes to half a second of CPU.
   */
  private static final double SAVED = 170;

  private final double share;
  private volatile double limit = Double.MAX_VALUE;
  private double spent;
  private double used;
  private double until;

  /**
   * @param intervalSeconds between two reports
   * @param maxShare of one core, the user's bound
   */
  Allowance(double intervalSeconds, double maxShare) {
    this.share = Math.min(maxShare, SHARE * Math.max(1, USUAL_INTERVAL / intervalSeconds));
  }

  /** From now on takes no more than that share of a core, from any thread. */
  void limit(double most) {
    limit = most;
  }

  void spend(double cpuSeconds) {
    spent += cpuSeconds;
    used += cpuSeconds;
  }

  /** Seconds of CPU so far. */
  double spent() {
    return spent;
  }

  /**
   * Whether a walk that takes so much is affordable: one that takes more than can be saved is when
   * all is saved, and then paid off.
   *
   * @param elapsedSeconds since the first walk could have been
   */
  boolean covers(double cpuSeconds, double elapsedSeconds) {
    double allowed = Math.min(share, limit);
    double most = allowed * SAVED;
    used = Math.max(0, used - allowed * (elapsedSeconds - until));
    until = elapsedSeconds;
    return allowed > 0 && used + Math.min(cpuSeconds, most) <= most;
  }
}
