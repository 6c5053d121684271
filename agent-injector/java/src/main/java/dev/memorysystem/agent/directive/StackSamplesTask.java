package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.Jdk;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Samples stacks of running threads, a light profile of who worked. Each sample stops the
 * application for as long as its stacks take: one at first, more while that stays in the budget.
 */
final class StackSamplesTask implements Task {
  static final String KIND = "stack_samples";

  /** Frames of a stack, as in `memory.survivors`. */
  private static final int MAX_FRAMES = 32;

  /** Stacks of one sample. */
  private static final int MAX_STACKS = 32;

  /** Seconds between samples; chosen: ten a second tell in half a minute who works. */
  private static final double PERIOD = 0.1;

  /** Share of one core that sampling may take, but for what {@link #MIN_SAMPLES} take. */
  private static final double MAX_SHARE = 0.01;

  /** Samples that there is time for, however slow they are; chosen: fewer say nothing. */
  private static final int MIN_SAMPLES = 10;

  /** Seconds that it goes on at least and at most. */
  private static final double SHORTEST = 1;

  private static final double LONGEST = 120;

  /** Where the directive does not say how long. */
  private static final double USUAL = 30;

  /**
   * Seconds that a stack of 32 frames stops the application, before it is measured: a safepoint of
   * a busy JVM takes that by itself; see ADR 35.
   */
  private static final double ASSUMED_STOP = 0.001;

  /** Stacks in a row over the budget, after which it ends. */
  private static final int MAX_OVER = 3;

  /** Bytes of heap for the table of stacks, at most: 2,048 of 32 frames. */
  private static final long MEMORY = 8 << 20;

  private final Vm vm;
  private final LongSupplier processSeconds;
  private double stopPerStack = ASSUMED_STOP;

  StackSamplesTask(Vm vm, LongSupplier processSeconds) {
    this.vm = vm;
    this.processSeconds = processSeconds;
  }

  @Override
  public Result carryOut(Directive directive, Budget budget, Cost cost) throws Exception {
    cost.predict(stopPerStack, MEMORY);
    budget.coversPause(stopPerStack);
    budget.heapHas(MEMORY);
    budget.containerHas(MEMORY);
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    RunningThreads threads = new RunningThreads(bean);
    StackTable table = new StackTable();
    double duration = duration(directive);
    long began = System.nanoTime();
    long samples = 0;
    int most = 1;
    int over = 0;
    double longest = 0;
    while (since(began) < duration && over < MAX_OVER) {
      long sampleBegan = System.nanoTime();
      List<RunningThreads.Running> running = threads.look();
      samples++;
      if (!running.isEmpty()) {
        List<RunningThreads.Running> chosen = running.subList(0, Math.min(most, running.size()));
        double stop = sample(bean, chosen, table);
        longest = Math.max(longest, stop);
        boolean fits = stop <= budget.maxPauseSeconds();
        over = fits ? 0 : over + 1;
        most = next(most, stop, budget.maxPauseSeconds());
      }
      rest(since(sampleBegan), duration / MIN_SAMPLES);
    }
    cost.measured(longest);
    return new StackSamples(
        processSeconds.getAsLong(),
        since(began),
        samples,
        threads.states(),
        table.mostOften(),
        remark(threads, table, over));
  }

  private static double duration(Directive directive) {
    double asked = directive.durationSeconds() > 0 ? directive.durationSeconds() : USUAL;
    return Math.max(SHORTEST, Math.min(LONGEST, asked));
  }

  /** Returns the seconds that it stopped the application. */
  private double sample(ThreadMXBean bean, List<RunningThreads.Running> chosen, StackTable table)
      throws Exception {
    long[] ids = new long[chosen.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = chosen.get(i).id;
    }
    Vm.Stopped<ThreadInfo[]> taken = vm.measure(() -> bean.getThreadInfo(ids, MAX_FRAMES));
    for (int i = 0; i < ids.length; i++) {
      ThreadInfo thread = taken.result[i];
      if (thread != null && thread.getStackTrace().length > 0) {
        table.add(thread.getStackTrace(), chosen.get(i).cpuSeconds);
      }
    }
    return taken.seconds;
  }

  /** Stacks of the next sample: twice as many where these took less than half of the budget. */
  private static int next(int stacks, double stopSeconds, double maxSeconds) {
    if (stopSeconds > maxSeconds) {
      return Math.max(1, stacks / 2);
    }
    return stopSeconds * 2 <= maxSeconds ? Math.min(MAX_STACKS, stacks * 2) : stacks;
  }

  private static void rest(double worked, double longest) {
    double seconds = Math.max(PERIOD, Math.min(longest, worked / MAX_SHARE));
    LockSupport.parkNanos((long) (seconds * 1e9));
  }

  private static String remark(RunningThreads threads, StackTable table, int over) {
    List<String> remarks = new ArrayList<>();
    List<SampledStack> stacks = table.mostOften();
    if (!stacks.isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "most often, %,d times: %s",
              stacks.get(0).count(),
              stacks.get(0).frames().get(0)));
    }
    if (over == MAX_OVER) {
      remarks.add("ended early: single stacks stopped the application for longer than allowed");
    }
    if (!threads.sawAll()) {
      remarks.add("of many threads 1000 were looked at");
    }
    if (table.dropped() > 0) {
      remarks.add(table.dropped() + " samples of rare stacks were dropped");
    }
    if (Jdk.release() >= 21) {
      remarks.add("virtual threads are not seen, but for their carriers");
    }
    return String.join("; ", remarks);
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
