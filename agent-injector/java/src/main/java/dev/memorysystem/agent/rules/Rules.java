package dev.memorysystem.agent.rules;

import dev.memorysystem.agent.DaemonThread;
import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.os.Headroom;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Installs the rules that are asked for and removes those that are not, or take more than their
 * budget, on a thread that is started with the first. Before that nothing of it is loaded.
 */
public final class Rules {
  private static final String THREAD = "memory-system-rules";

  /**
   * Milliseconds that a change of classes may stop the application; chosen, for ten classes: ADR
   * 37.
   */
  private static final double PAUSE = 50;

  /** MiB; chosen, for ten classes changed and what is followed: ADR 37. */
  private static final double MEMORY = 4;

  /** Reports between two records, where nothing else changes. */
  private static final int REPORTS = 4;

  /** Reports that a thing is open before it counts. */
  private static final double YOUNGEST_REPORTS = 2;

  /** Milliseconds between two looks at the budgets. */
  private static final long LOOK = 1_000;

  private final Instrumentation instrumentation;
  private final Settings settings;
  private final Headroom headroom;
  private final LongSupplier processSeconds;
  private final Thread thread;
  private final AtomicReference<@Nullable RuleReport> latest = new AtomicReference<>();
  private volatile Set<String> wanted;
  private volatile double cores = Double.MAX_VALUE;
  private volatile boolean stopping;
  private volatile Running @Nullable [] all;
  private boolean started;

  /**
   * @param processSeconds age of the process
   */
  public Rules(
      Instrumentation instrumentation,
      Settings settings,
      Headroom headroom,
      LongSupplier processSeconds) {
    this.instrumentation = instrumentation;
    this.settings = settings;
    this.headroom = headroom;
    this.processSeconds = processSeconds;
    this.wanted = settings.rules();
    this.thread = DaemonThread.of(THREAD, this::run);
  }

  /** Begins, once, when there is something to do. */
  public void start() {
    if (!started && !wanted.isEmpty()) {
      started = true;
      thread.start();
    }
  }

  /**
   * What a plan asks for, beside what the pod's settings ask for always.
   *
   * @param budgetCores share of a core that each may take, at most
   */
  public void follow(Set<String> names, double budgetCores) {
    Set<String> both = new HashSet<>(settings.rules());
    if (settings.plannedRules()) {
      both.addAll(names);
    }
    cores = budgetCores;
    wanted = both;
    synchronized (this) {
      notifyAll();
    }
  }

  /** What there is to say since the latest call. */
  public Optional<RuleReport> take() {
    return Optional.ofNullable(latest.getAndSet(null));
  }

  /** Removes them all. */
  public void stop() {
    stopping = true;
    synchronized (this) {
      notifyAll();
    }
  }

  /** Time that events of rules took on the application's threads. */
  public double seconds() {
    double sum = 0;
    Running[] each = all;
    if (each != null) {
      for (Running running : each) {
        sum += running.state().seconds();
      }
    }
    return sum;
  }

  @SuppressWarnings("CatchingUnchecked") // an application out of memory is a reason to wait
  private void run() {
    long reportNanos = (long) (REPORTS * settings.intervalSeconds() * 1e9);
    long due = System.nanoTime();
    List<String> told = Collections.emptyList();
    while (!stopping) {
      try {
        List<Running> asked = apply();
        List<String> states = new ArrayList<>();
        for (Running running : asked) {
          states.add(running.words());
        }
        if (!states.equals(told) || (isAnyInstalled(asked) && System.nanoTime() - due >= 0)) {
          asked.forEach(Running::refresh);
          latest.set(report(asked));
          told = states;
          due = System.nanoTime() + reportNanos;
        }
        lull();
      } catch (InterruptedException ofTheApplication) {
        // who cannot mean this thread
      } catch (Throwable ofThisJvm) {
        rest();
      }
    }
    Running[] each = all;
    if (each != null) {
      for (Running running : each) {
        running.remove("the agent ends", /* forGood= */ true);
      }
    }
  }

  private static boolean isAnyInstalled(List<Running> asked) {
    return asked.stream().anyMatch(Running::isInstalled);
  }

  private RuleReport report(List<Running> asked) {
    double youngest = YOUNGEST_REPORTS * settings.intervalSeconds();
    List<RuleState> states = new ArrayList<>();
    List<RuleFinding> findings = new ArrayList<>();
    for (Running running : asked) {
      states.add(running.state());
      if (running.isInstalled()) {
        findings.addAll(running.findings(youngest));
      }
    }
    return new RuleReport(processSeconds.getAsLong(), states, findings);
  }

  /** Returns those that are or were asked for. */
  private List<Running> apply() {
    Set<String> now = wanted;
    Running[] known = all;
    if (known == null) {
      known = load();
    }
    List<Running> asked = new ArrayList<>();
    for (Running running : known) {
      boolean isWanted = now.contains(running.rule().name());
      if (running.isInstalled()) {
        running.limit(cores);
        running.sweep();
        if (!isWanted) {
          running.remove("no longer asked for", /* forGood= */ false);
        } else if (running.isOverBudget()) {
          running.remove("it took more than its budget", /* forGood= */ true);
        }
      } else if (isWanted && !running.isForGood()) {
        install(running);
      }
      if (running.wasAsked()) {
        asked.add(running);
      }
    }
    return asked;
  }

  private void install(Running running) {
    Optional<String> noRoom = headroom.refuses(MEMORY);
    if (settings.maxPauseMillis() < PAUSE) {
      running.refuse(
          String.format(
              "it may stop the application for %.0f ms, MEMORY_SYSTEM_MAX_PAUSE_MS allows %.0f",
              PAUSE, settings.maxPauseMillis()));
    } else if (noRoom.isPresent()) {
      running.refuse(noRoom.get());
    } else {
      try {
        Boot boot = Boot.of(instrumentation);
        boot.tell(this::on);
        running.install(instrumentation, boot);
      } catch (ReflectiveOperationException | IOException | LinkageError closed) {
        running.refuseForGood("this JVM takes no class of the agent: " + closed);
      }
    }
  }

  private Running[] load() {
    List<Running> found = new ArrayList<>();
    for (Rule rule : ServiceLoader.load(Rule.class, Rules.class.getClassLoader())) {
      found.add(new Running(rule, 2 * found.size()));
    }
    Running[] loaded = found.toArray(new Running[0]);
    all = loaded;
    return loaded;
  }

  /** Of the application's threads, from woven code. What the agent itself opens is not told. */
  private void on(Object subject, int event) {
    Running[] each = all;
    if (each != null && !Thread.currentThread().getName().startsWith("memory-system")) {
      each[event / 2].on(subject, event % 2 == 1);
    }
  }

  private synchronized void lull() throws InterruptedException {
    if (!stopping) {
      wait(Math.min(LOOK, (long) (settings.intervalSeconds() * 1e3)));
    }
  }

  private void rest() {
    try {
      lull();
    } catch (InterruptedException ofTheApplication) {
      // goes on
    }
  }
}
