package dev.memorysystem.agent.sampler.jvmti;

import dev.memorysystem.agent.DaemonThread;
import dev.memorysystem.agent.sampler.Held;
import dev.memorysystem.agent.sampler.HiddenRoots;
import dev.memorysystem.agent.sampler.HoldsSamples;
import dev.memorysystem.agent.sampler.LiveObjectSampler;
import dev.memorysystem.agent.sampler.SeesHiddenRoots;
import dev.memorysystem.agent.sampler.SurvivorSite;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Samples allocations by JVMTI (JEP 331, JDK 11 and later) and follows each sampled object by a
 * weak reference. A thread of its own looks once a second which have died and what it all cost, and
 * takes fewer samples when that is more than the budget.
 */
public final class JvmtiSampler implements LiveObjectSampler, HoldsSamples, SeesHiddenRoots {
  /** Seconds between two looks. */
  private static final double PERIOD = 1;

  /** docs/signals.yaml, memory.survivors. */
  private static final int MOST_SITES = 128;

  /** Frames whose text is remembered; some 150 bytes each. */
  private static final int MOST_FRAMES = 4_096;

  private static final String OWN_PACKAGE = "dev.memorysystem.agent.";

  private final LongSupplier oldCyclesSoFar;
  private final OldCycles oldCycles;
  private final Interval interval;
  private final Selection selection = new Selection();
  private final Map<Long, SiteName> names = new HashMap<>();
  private final Map<String, String> frames = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long lastSweep = System.nanoTime();
  private double cpuSeconds;

  private JvmtiSampler(LongSupplier oldCyclesSoFar, double budget) {
    this.oldCyclesSoFar = oldCyclesSoFar;
    this.oldCycles = new OldCycles(System.nanoTime(), oldCyclesSoFar.getAsLong());
    this.interval = new Interval(budget, Runtime.getRuntime().maxMemory());
  }

  /**
   * Starts sampling.
   *
   * @param directory where the agent may write, if anywhere
   * @param oldCyclesSoFar completed old-generation cycles, from any thread
   * @param budget share of one core that sampling may cost
   * @throws IOException saying why this JVM cannot
   */
  public static JvmtiSampler start(
      Instrumentation instrumentation,
      @Nullable Path directory,
      LongSupplier oldCyclesSoFar,
      double budget)
      throws IOException {
    EngineLibrary.load(instrumentation, directory);
    JvmtiSampler sampler = new JvmtiSampler(oldCyclesSoFar, budget);
    String refusal = Engine.start(sampler.interval.bytes(), sampler.interval.allowance(PERIOD));
    if (refusal != null) {
      throw new IOException(refusal);
    }
    DaemonThread.of("memory-system-sampler", sampler::sweepUntilClosed).start();
    return sampler;
  }

  @Override
  public String name() {
    return "jvmti";
  }

  @SuppressWarnings("CatchingUnchecked") // a look that failed must not be the last one
  private void sweepUntilClosed() {
    try {
      while (!closed.await((long) (PERIOD * 1e9), TimeUnit.NANOSECONDS)) {
        try {
          sweep();
        } catch (Throwable missed) {
          // a full heap: the dead are found a second later
        }
      }
    } catch (InterruptedException ended) {
      close();
    }
  }

  private synchronized void sweep() {
    if (closed.getCount() == 0) {
      return;
    }
    long now = System.nanoTime();
    oldCycles.look(now, oldCyclesSoFar.getAsLong());
    long[] told =
        Engine.sweep(
            oldCycles.before(OldCycles.TO_BE_OLD), oldCycles.before(OldCycles.TO_BE_OLD + 1));
    double spent = told[0] / 1e9;
    cpuSeconds += spent;
    interval.spent(spent, (now - lastSweep) / 1e9);
    lastSweep = now;
    Engine.pace(interval.bytes(), interval.allowance(PERIOD));
  }

  /**
   * From now on takes no more than that share of a core, nor more than when it was started; with 0
   * it rests, and can go on.
   */
  public synchronized void limit(double share) {
    interval.limit(share);
    if (closed.getCount() > 0) {
      Engine.pace(interval.bytes(), interval.allowance(PERIOD));
    }
  }

  @Override
  public synchronized List<SurvivorSite> snapshot(OptionalLong grownBytes)
      throws SamplingException {
    try {
      sweep();
      long now = System.nanoTime();
      List<Selection.Group> groups =
          selection.of(
              Sample.all(Engine.samples()),
              oldCycles.before(OldCycles.TO_BE_OLD),
              interval.bytes());
      // those with old samples first: the rest is there to fill the room
      groups.sort(
          Comparator.comparing((Selection.Group group) -> !group.old)
              .thenComparing(
                  Comparator.comparingDouble((Selection.Group g) -> g.bytes).reversed()));
      List<SurvivorSite> sites = new ArrayList<>();
      for (Selection.Group group : groups) {
        if (sites.size() < MOST_SITES) {
          site(group, now).ifPresent(sites::add);
        }
      }
      names.keySet().retainAll(groups.stream().map(g -> g.site).collect(Collectors.toSet()));
      sites.sort(Comparator.comparingLong(SurvivorSite::liveBytes).reversed());
      return sites;
    } catch (RuntimeException | OutOfMemoryError refused) {
      throw new SamplingException("no snapshot: " + refused, refused);
    }
  }

  private Optional<SurvivorSite> site(Selection.Group group, long now) {
    SiteName name = name(group.site);
    if (name == null) {
      return Optional.empty();
    }
    List<Long> ages = new ArrayList<>();
    for (Sample sample : group.samples) {
      ages.add(Math.max(0, TimeUnit.NANOSECONDS.toSeconds(now - sample.born)));
    }
    Collections.sort(ages);
    long[] fate = Engine.fate(group.site);
    return Optional.of(
        new SurvivorSite(
            name.type,
            name.frames,
            ages,
            Math.round(group.bytes),
            OptionalLong.of(fate[0]),
            OptionalLong.of(fate[1])));
  }

  /** Null for the agent's own allocations, and for a site that is forgotten. */
  private @Nullable SiteName name(long site) {
    SiteName known = names.get(site);
    if (known == null) {
      String[] texts = Engine.site(site);
      if (texts == null) {
        return null;
      }
      if (frames.size() > MOST_FRAMES) {
        frames.clear();
      }
      known = SiteName.of(texts, frames);
      names.put(site, known);
    }
    return known.frames.stream().anyMatch(frame -> frame.startsWith(OWN_PACKAGE)) ? null : known;
  }

  @Override
  public synchronized List<Held> held(int max) {
    if (closed.getCount() == 0) {
      return Collections.emptyList();
    }
    List<Held> held = new ArrayList<>();
    for (Sample sample : inOrder(Sample.all(Engine.samples()))) {
      SiteName name = held.size() < max ? name(sample.site) : null;
      Object object = name == null ? null : Engine.object(sample.place, sample.id);
      if (name != null && object != null) {
        held.add(new Held(new WeakReference<>(object), name.type, name.frames));
      }
    }
    return held;
  }

  /**
   * Old ones alone where there are any; the sites with the most first, of each the oldest first.
   */
  private List<Sample> inOrder(List<Sample> samples) {
    long oldBefore = oldCycles.before(OldCycles.TO_BE_OLD);
    Map<Long, List<Sample>> sites =
        samples.stream()
            .filter(sample -> oldBefore == Long.MIN_VALUE || sample.born < oldBefore)
            .sorted(Comparator.comparingLong(sample -> sample.born))
            .collect(Collectors.groupingBy(sample -> sample.site));
    return sites.values().stream()
        .sorted(Comparator.comparingInt((List<Sample> site) -> site.size()).reversed())
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  @Override
  public synchronized Optional<HiddenRoots> hiddenRoots(long[] ownThreads, double maxPauseSeconds) {
    Object[] found =
        closed.getCount() == 0 ? null : Engine.roots(ownThreads, (long) (maxPauseSeconds * 1e9));
    return found == null ? Optional.empty() : Optional.of(new RootReferences(found).read());
  }

  @Override
  public boolean disturbs() {
    return false;
  }

  @Override
  public double lastPauseMillis() {
    return 0;
  }

  @Override
  public double snapshotMebibytes() {
    return 1;
  }

  @Override
  public synchronized double cpuSeconds() {
    return cpuSeconds;
  }

  @Override
  public synchronized void close() {
    if (closed.getCount() > 0) {
      closed.countDown();
      Engine.stop();
    }
  }
}
