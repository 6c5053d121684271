package dev.memorysystem.agent.directive;

/** How often threads were seen in each state. */
public final class ThreadStates {
  private long runnable;
  private long blocked;
  private long waiting;

  void add(Thread.State state) {
    switch (state) {
      case RUNNABLE:
        runnable++;
        break;
      case BLOCKED:
        blocked++;
        break;
      case WAITING:
      case TIMED_WAITING:
        waiting++;
        break;
      default:
        break;
    }
  }

  /** Running, or in a system call. */
  public long runnable() {
    return runnable;
  }

  /** Waiting for a monitor. */
  public long blocked() {
    return blocked;
  }

  /** Waiting, with or without a time limit. */
  public long waiting() {
    return waiting;
  }
}
