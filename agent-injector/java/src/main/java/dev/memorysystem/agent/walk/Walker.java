package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.DaemonThread;
import dev.memorysystem.agent.os.Headroom;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks again and again, on a thread of its own, as often as its measured cost allows. Takes no
 * lock of the application, calls none of its code and holds nothing of it between two walks.
 */
public final class Walker {
  static final String THREAD = "memory-system-walk";

  /** MiB that the container has to have left. */
  private static final double ROOM = 8;

  /** Failed walks in a row. */
  private static final int MAX_FAILURES = 3;

  /** Not counted as a failure: the next walk may have room. */
  private static final String FULL = "the heap is full";

  /** Looks at whether classes are still being loaded in numbers. */
  private static final int MAX_STARTING = 15;

  /** The first walk takes some four times what the next one does; measured: README.md. */
  private static final double FIRST = 4;

  /**
   * Walks that follow each other sooner: six comparisons tell that something only grows, and what
   * leaks fast fills a heap in minutes.
   */
  private static final int EARLY_WALKS = 6;

  /** Seconds. */
  private static final double EARLY_GAP = 5;

  /** Walks that follow each other as reports do; then every second, later every fourth. */
  private static final int CLOSE_WALKS = 20;

  /** Walks after which one is reported though nothing grew. */
  private static final int REPORT_EACH = 8;

  /** Of so many walks the last one looks for samples: by then it is known what grows. */
  private static final int SEARCH_EACH = 4;

  /** Objects of one kind that are followed: what a walk begins with, and its bounds. */
  private static final int FOLLOW = 8;

  private static final int MIN_FOLLOW = 4;
  private static final int MAX_FOLLOW = 128;

  /** Objects in a walk: below the first it may look at more of each kind, above the other less. */
  private static final int SMALL_WALK = 20_000;

  private static final int LARGE_WALK = 100_000;

  private final Instrumentation instrumentation;
  private final double intervalSeconds;
  private final Allowance allowance;
  private final Headroom headroom;
  private final DoubleSupplier cpu;
  private final DoubleSupplier processSeconds;
  private final SplittableRandom random = new SplittableRandom();
  private final AtomicReference<@Nullable Walk> latest = new AtomicReference<>();
  private final AtomicReference<@Nullable Retained> paths = new AtomicReference<>();
  private final Samples samples;
  private final HeapRoom heap = HeapRoom.ofThisJvm();
  private final Hidden hidden;
  private volatile boolean resting;
  private volatile boolean targeted;
  private volatile @Nullable String problem;
  private volatile boolean stopped;
  private volatile double spent;
  private int follow = FOLLOW;
  private double latestSearch;
  private double searchCost;

  /**
   * @param intervalSeconds between two reports
   * @param maxCpuShare of one core
   * @param cpu seconds of CPU time of the calling thread, or else of wall time
   * @param processSeconds age of the process
   * @param samples whose paths are wanted
   */
  public Walker(
      Instrumentation instrumentation,
      double intervalSeconds,
      double maxCpuShare,
      Headroom headroom,
      DoubleSupplier cpu,
      DoubleSupplier processSeconds,
      Samples samples) {
    this.samples = samples;
    this.hidden = new Hidden(samples, () -> System.nanoTime() / 1e9);
    this.instrumentation = instrumentation;
    this.intervalSeconds = intervalSeconds;
    this.allowance = new Allowance(intervalSeconds, maxCpuShare);
    this.headroom = headroom;
    this.cpu = cpu;
    this.processSeconds = processSeconds;
  }

  /** The thread that walks, to be started. */
  public Thread thread() {
    Thread thread = DaemonThread.of(THREAD, this::run);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /**
   * Walks no more than a plan allows.
   *
   * @param allowed whether at all
   * @param maxCpuShare of one core; no more than before any plan
   * @param looks whether each walk is to look for samples
   */
  public void follow(boolean allowed, double maxCpuShare, boolean looks) {
    allowance.limit(maxCpuShare);
    targeted = looks;
    resting = !allowed;
  }

  /** The latest walk, once, if it has something to tell. */
  public Optional<Walk> take() {
    return Optional.ofNullable(latest.getAndSet(null));
  }

  /** What holds the samples, once for each search. */
  public Optional<Retained> takePaths() {
    return Optional.ofNullable(paths.getAndSet(null));
  }

  /** Why there are no walks, in words; null while there are. */
  public @Nullable String problem() {
    return problem;
  }

  /** CPU time of all walks so far. */
  public double cpuSeconds() {
    return spent;
  }

  /** Ends a walk at once, and all others. */
  public void stop() {
    stopped = true;
  }

  @SuppressWarnings("CatchingUnchecked") // nothing may reach the uncaught-exception handler
  private void run() {
    try {
      JdkInternals.open(instrumentation);
      Roots roots = new Roots(instrumentation::getAllLoadedClasses, Walker.class.getClassLoader());
      awaitQuiet(roots);
      walkUntilStopped(roots);
    } catch (InterruptedException stop) {
      // the JVM ends
    } catch (Throwable impossible) {
      problem = reason(impossible);
    }
  }

  /** Until the application no longer loads classes in numbers: its start-up is its own. */
  private void awaitQuiet(Roots roots) throws InterruptedException {
    int before = 0;
    for (int look = 0; look < MAX_STARTING; look++) {
      int loaded = roots.loadedClasses();
      if (loaded - before <= loaded / 50) {
        return;
      }
      before = loaded;
      sleep(Math.min(2, intervalSeconds));
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the next one may succeed
  private void walkUntilStopped(Roots roots) throws InterruptedException {
    long began = System.nanoTime();
    Census census = new Census();
    Layouts layouts = new Layouts();
    double cost = 0;
    int failures = 0;
    for (int walks = 0; !stopped; ) {
      double elapsed = (System.nanoTime() - began) / 1e9;
      if (!resting
          && mayGoOn()
          && !headroom.refuses(ROOM).isPresent()
          && allowance.covers(cost, elapsed)) {
        double cpuBefore = cpu.getAsDouble();
        latestSearch = 0;
        try {
          boolean searches =
              (targeted || walks % SEARCH_EACH == SEARCH_EACH - 1)
                  && allowance.covers(cost + searchCost, elapsed);
          walk(roots, census, layouts, cpuBefore, walks++, searches);
          failures = 0;
          problem = null;
        } catch (OutOfMemoryError full) {
          problem = FULL;
        } catch (Throwable failed) {
          problem = reason(failed);
          if (++failures == MAX_FAILURES) {
            return;
          }
        }
        double took = cpu.getAsDouble() - cpuBefore;
        allowance.spend(took);
        // the first one loads and compiles what all later ones use
        cost = cost == 0 ? took / FIRST : took - latestSearch;
        spent = allowance.spent();
      }
      sleep(untilNext(walks));
    }
  }

  /** Seconds. */
  private double untilNext(int walks) {
    if (walks <= EARLY_WALKS) {
      return Math.min(EARLY_GAP, intervalSeconds);
    }
    return intervalSeconds * (walks < CLOSE_WALKS ? 1 : walks < 2 * CLOSE_WALKS ? 2 : 4);
  }

  private void walk(
      Roots roots, Census census, Layouts layouts, double cpuBefore, int number, boolean searches) {
    Sites sites = new Sites(searches ? samples.held() : Collections.emptyList(), layouts);
    long began = System.nanoTime();
    long age = (long) processSeconds.getAsDouble();
    PathTree paths = new PathTree();
    Slices slices = new Slices(this::mayGoOn, System::nanoTime);
    census.begin(paths, age);
    Discovery discovery =
        new Discovery(layouts, paths, slices, census, follow, random.split(), sites);
    boolean ended = roots.offer(discovery, layouts, slices, random.nextInt(1 << 20));
    if (!ended || !discovery.run()) {
      return;
    }
    if (searches) {
      hidden.look(sites);
      hidden.offer(discovery);
      if (!discovery.run()) {
        return;
      }
    }
    census.end();
    adapt(discovery);
    if (!sites.areNone()) {
      double searchBegan = cpu.getAsDouble();
      search(discovery.patterns(), sites, roots, census, layouts, slices);
      latestSearch = cpu.getAsDouble() - searchBegan;
      searchCost = latestSearch;
    }
    if (census.grew() || number % REPORT_EACH == 0) {
      latest.set(
          new Walk(
              (long) processSeconds.getAsDouble(),
              (System.nanoTime() - began) / 1e9,
              cpu.getAsDouble() - cpuBefore,
              discovery.visited(),
              discovery.isComplete(),
              census.report()));
    }
  }

  private void search(
      Patterns patterns, Sites sites, Roots roots, Census census, Layouts layouts, Slices slices) {
    patterns.choose(census);
    Search search = new Search(patterns, sites, layouts, slices, hidden.sawAll());
    if (roots.offer(search, layouts, slices, 0)) {
      hidden.offer(search);
      List<RetainedPath> found = search.result(census);
      hidden.searched(found);
      paths.set(new Retained((long) processSeconds.getAsDouble(), found, hidden.pauseSeconds()));
    }
  }

  private void adapt(Discovery discovery) {
    if (discovery.isComplete() && discovery.visited() < SMALL_WALK) {
      follow = Math.min(MAX_FOLLOW, follow * 2);
    } else if (discovery.visited() > LARGE_WALK) {
      follow = Math.max(MIN_FOLLOW, follow / 2);
    }
  }

  /** Not in a heap that is nearly full. */
  private boolean mayGoOn() {
    return !stopped && !resting && heap.isLeft();
  }

  private static String reason(Throwable failed) {
    return String.valueOf(failed.getMessage() == null ? failed : failed.getMessage());
  }

  private static void sleep(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1_000));
  }
}
