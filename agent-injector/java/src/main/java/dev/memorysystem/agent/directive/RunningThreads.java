package dev.memorysystem.agent.directive;

import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the application's threads run: those that are runnable and have used CPU since the look
 * before. A thread in a system call is runnable, too, whether it works or waits; its CPU time
 * tells. Looking stops nothing.
 */
final class RunningThreads {
  /** Ours, and Flight Recorder's. */
  private static final String OURS = "memory-system";

  private static final String FLIGHT_RECORDER = "JFR ";

  /** Threads that are looked at; a microsecond each. */
  private static final int MAX_THREADS = 1_000;

  private final ThreadMXBean bean;
  private final boolean knowsCpu;
  private final ThreadStates states = new ThreadStates();
  private Map<Long, Long> cpuNanos = new HashMap<>();
  private boolean sawAll = true;

  RunningThreads(ThreadMXBean bean) {
    this.bean = bean;
    this.knowsCpu = bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled();
  }

  /** A thread, and what it has used since the look before. */
  static final class Running {
    final long id;
    final double cpuSeconds;

    Running(long id, double cpuSeconds) {
      this.id = id;
      this.cpuSeconds = cpuSeconds;
    }
  }

  /** Those that used most first. The first look sees none where CPU time is known. */
  List<Running> look() {
    long[] ids = bean.getAllThreadIds();
    sawAll &= ids.length <= MAX_THREADS;
    if (ids.length > MAX_THREADS) {
      ids = java.util.Arrays.copyOf(ids, MAX_THREADS);
    }
    Map<Long, Long> now = new HashMap<>();
    List<Running> running = new ArrayList<>();
    for (ThreadInfo thread : bean.getThreadInfo(ids)) {
      if (thread == null || isOurs(thread.getThreadName())) {
        continue;
      }
      states.add(thread.getThreadState());
      long id = thread.getThreadId();
      long used = knowsCpu ? bean.getThreadCpuTime(id) : 0;
      now.put(id, used);
      Long before = cpuNanos.get(id);
      boolean worked = !knowsCpu || (before != null && used > before);
      if (thread.getThreadState() == Thread.State.RUNNABLE && worked) {
        running.add(new Running(id, before == null ? 0 : (used - before) / 1e9));
      }
    }
    cpuNanos = now;
    running.sort(Comparator.comparingDouble((Running thread) -> thread.cpuSeconds).reversed());
    return running;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(OURS) || name.startsWith(FLIGHT_RECORDER);
  }

  ThreadStates states() {
    return states;
  }

  /** Whether every thread was looked at. */
  boolean sawAll() {
    return sawAll;
  }
}
