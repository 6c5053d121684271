package dev.memorysystem.agent.report;

import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.plan.Plan;
import dev.memorysystem.agent.plan.Target;
import dev.memorysystem.agent.sampler.Held;
import dev.memorysystem.agent.sampler.HiddenRoots;
import dev.memorysystem.agent.sampler.HoldsSamples;
import dev.memorysystem.agent.walk.Retained;
import dev.memorysystem.agent.walk.Samples;
import dev.memorysystem.agent.walk.Walk;
import dev.memorysystem.agent.walk.Walker;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The container census over time: starts the walker, once, and passes on what it finds. */
final class Walking {
  static final String TOPIC = "containers";

  /** Samples that are asked for: those of a site come together, and only some are looked for. */
  private static final int MAX_SAMPLES = 1_024;

  /** The same where some of them are wanted: as many as the engine follows. */
  private static final int ALL_SAMPLES = 4_096;

  /** MiB of resident memory that walks take, measured: README.md. */
  private static final double MEMORY = 11;

  /** Seconds for a look at stacks and native code. */
  private static final double MAX_PAUSE = 0.004;

  private static final String MEMORY_TOPIC = "memory of containers";

  private final Settings settings;
  private final Health health;
  private final Walker walker;
  private boolean started;
  private volatile List<Target> targets = Collections.emptyList();
  private volatile boolean paths = true;

  /**
   * @param cpu seconds of CPU time of the calling thread, or else of wall time
   * @param processSeconds age of the process
   * @param sampling whose samples' paths are looked for
   */
  Walking(
      Instrumentation instrumentation,
      Settings settings,
      Headroom headroom,
      Health health,
      DoubleSupplier cpu,
      DoubleSupplier processSeconds,
      Sampling sampling) {
    this.settings = settings;
    this.health = health;
    this.walker =
        new Walker(
            instrumentation,
            settings.intervalSeconds(),
            settings.maxCpuFraction(),
            headroom,
            cpu,
            processSeconds,
            samples(sampling, Math.min(MAX_PAUSE, settings.maxPauseMillis() / 1e3)));
  }

  private Samples samples(Sampling sampling, double maxPause) {
    return new Samples() {
      @Override
      public List<Held> held() {
        return paths
            ? sampling.samples().map(Walking.this::wanted).orElse(Collections.emptyList())
            : Collections.emptyList();
      }

      @Override
      public Optional<HiddenRoots> hiddenRoots(long[] ownThreads) {
        return sampling.hiddenRoots().flatMap(roots -> roots.hiddenRoots(ownThreads, maxPause));
      }
    };
  }

  private List<Held> wanted(HoldsSamples samples) {
    List<Target> first = targets;
    return first.isEmpty()
        ? samples.held(MAX_SAMPLES)
        : Target.first(samples.held(ALL_SAMPLES), first);
  }

  /** Walks no more than a plan allows, and looks for the samples that it wants first. */
  void follow(Plan plan) {
    targets = plan.targets();
    paths = plan.looksForPaths();
    walker.follow(plan.walks(), plan.walkCores(), !plan.targets().isEmpty());
  }

  void start() {
    if (!started && settings.containers()) {
      if (settings.maxMemoryMib() < MEMORY) {
        health.degraded(
            MEMORY_TOPIC,
            "no container sizes: walks take more memory than MEMORY_SYSTEM_MAX_MEMORY_MB");
      } else {
        walker.thread().start();
      }
    }
    started = true;
  }

  /** A walk that was completed since the latest call. */
  Optional<Walk> next() {
    String problem = walker.problem();
    if (problem == null) {
      health.recovered(TOPIC);
    } else {
      health.degraded(TOPIC, "no container sizes: " + problem);
    }
    return walker.take();
  }

  /** What holds the samples, as far as it was looked for since the latest call. */
  Optional<Retained> nextPaths() {
    return walker.takePaths();
  }

  double cpuSeconds() {
    return walker.cpuSeconds();
  }

  void stop() {
    walker.stop();
  }
}
