package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.DaemonThread;
import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.os.Scratch;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the agent is told to do: each directive once in a process, one at a time, on a
 * thread that lives as long as there is something to do. Whatever happens, the application goes on
 * and the outcome says what happened.
 */
public final class Directives {
  static final String THREAD = "memory-system-directive";

  /** Ids that are remembered; whoever asks for more may get the first one again. */
  private static final int MAX_IDS = 1_024;

  /** Directives that wait; what does not fit is taken when it is given again. */
  private static final int MAX_WAITING = 16;

  /** Outcomes that nobody has taken yet. */
  private static final int MAX_OUTCOMES = 32;

  private final Tasks tasks;
  private final double podPauseSeconds;
  private final Headroom headroom;
  private final DoubleSupplier cpu;
  private final Set<String> known = new LinkedHashSet<>();
  private final Deque<Directive> waiting = new ArrayDeque<>();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private @Nullable Thread thread;
  private volatile double cpuSeconds;

  /**
   * @param podPauseSeconds longest pause by the pod's settings
   * @param cpu seconds of CPU time of the calling thread, or else of wall time
   */
  Directives(Tasks tasks, double podPauseSeconds, Headroom headroom, DoubleSupplier cpu) {
    this.tasks = tasks;
    this.podPauseSeconds = podPauseSeconds;
    this.headroom = headroom;
    this.cpu = cpu;
  }

  /**
   * For this JVM, of which nothing is touched before the first directive. What a process that was
   * killed while it dumped its heap left in the folder for dumps is removed now.
   *
   * @param processSeconds age of the process
   * @param cpu seconds of CPU time of the calling thread, or else of wall time
   */
  public static Directives of(
      Instrumentation instrumentation,
      Settings settings,
      Headroom headroom,
      LongSupplier processSeconds,
      DoubleSupplier cpu) {
    settings.dumps().ifPresent(Directives::removeLeftovers);
    return new Directives(
        new JvmTasks(instrumentation, settings, processSeconds),
        settings.maxPauseMillis() / 1e3,
        headroom,
        cpu);
  }

  private static void removeLeftovers(Path dumps) {
    try {
      Scratch.removeLeftovers(dumps);
    } catch (IOException | RuntimeException unusable) {
      // the first dump will say so
    }
  }

  /** How each kind of directive is carried out. */
  interface Tasks {
    /**
     * By kind, the same at each call.
     *
     * @throws Exception where this JVM cannot carry out any
     */
    Map<String, Task> get() throws Exception;
  }

  /** Takes what is not known yet, and returns at once. */
  public synchronized void run(List<Directive> directives) {
    for (Directive directive : directives) {
      if (waiting.size() < MAX_WAITING && known.add(directive.id())) {
        waiting.add(directive);
      }
    }
    forgetOldest();
    if (!waiting.isEmpty() && thread == null) {
      Thread started = DaemonThread.of(THREAD, this::work);
      started.start();
      thread = started;
    }
  }

  /** What has come of directives since the latest call, the oldest first. */
  public synchronized List<Outcome> take() {
    List<Outcome> taken = new ArrayList<>(outcomes);
    outcomes.clear();
    return taken;
  }

  /** CPU time that directives took so far. */
  public double cpuSeconds() {
    return cpuSeconds;
  }

  private void forgetOldest() {
    while (known.size() > MAX_IDS) {
      known.remove(known.iterator().next());
    }
  }

  private void work() {
    try {
      for (Directive next = next(); next != null; next = next()) {
        double before = cpu.getAsDouble();
        add(carryOut(next));
        cpuSeconds += cpu.getAsDouble() - before;
      }
    } finally {
      ended();
    }
  }

  private synchronized void add(Outcome outcome) {
    if (outcomes.size() == MAX_OUTCOMES) {
      outcomes.remove();
    }
    outcomes.add(outcome);
  }

  /** A full heap may have ended it early: what waits is for the next thread. */
  private synchronized void ended() {
    if (thread == Thread.currentThread()) {
      thread = null;
    }
  }

  private synchronized @Nullable Directive next() {
    Directive next = waiting.poll();
    if (next == null) {
      thread = null;
    }
    return next;
  }

  @SuppressWarnings("CatchingUnchecked") // the application must not hear of a full heap of ours
  private Outcome carryOut(Directive directive) {
    Cost cost = new Cost();
    try {
      Map<String, Task> known = tasks.get();
      Task task = known.get(directive.kind());
      if (task == null) {
        throw new Refused(
            "this agent knows "
                + String.join(", ", known.keySet())
                + ", but no "
                + directive.kind());
      }
      Result result =
          task.carryOut(directive, new Budget(directive, podPauseSeconds, headroom), cost);
      return new Outcome(directive, Outcome.State.DONE, result.remark(), cost, result);
    } catch (Refused refused) {
      return new Outcome(directive, Outcome.State.REFUSED, message(refused), cost, null);
    } catch (Throwable failed) {
      return new Outcome(directive, Outcome.State.FAILED, failed.toString(), cost, null);
    }
  }

  private static String message(Refused refused) {
    String message = refused.getMessage();
    return message == null ? "" : message;
  }
}
