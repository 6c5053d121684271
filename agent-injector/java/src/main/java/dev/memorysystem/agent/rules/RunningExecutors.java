package dev.memorysystem.agent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Executors and timers that nobody shuts down: each keeps its threads. */
public final class RunningExecutors implements Rule {
  /** Share of a core; chosen: executors are made rarely, or that is the finding. */
  private static final double BUDGET = 0.001;

  @Override
  public String name() {
    return "running_executors";
  }

  @Override
  public List<Watched> watched() {
    return Collections.unmodifiableList(
        Arrays.asList(
            Watched.jdk("java.util.concurrent.ThreadPoolExecutor", "shutdown", "shutdownNow"),
            // on JDK 8 to 25 its methods go through the superclass's
            Watched.jdk("java.util.concurrent.ScheduledThreadPoolExecutor"),
            Watched.jdk("java.util.concurrent.ForkJoinPool", "shutdown", "shutdownNow", "close"),
            Watched.jdk("java.util.Timer", "cancel")));
  }

  @Override
  public boolean hasToBeEnded() {
    return true;
  }

  @Override
  public double budgetCores() {
    return BUDGET;
  }
}
