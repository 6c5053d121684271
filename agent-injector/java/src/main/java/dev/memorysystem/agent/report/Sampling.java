package dev.memorysystem.agent.report;

import dev.memorysystem.agent.Jdk;
import dev.memorysystem.agent.JdkParts;
import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.plan.Plan;
import dev.memorysystem.agent.sampler.HoldsSamples;
import dev.memorysystem.agent.sampler.LiveObjectSampler;
import dev.memorysystem.agent.sampler.Pace;
import dev.memorysystem.agent.sampler.SeesHiddenRoots;
import dev.memorysystem.agent.sampler.SurvivorSite;
import dev.memorysystem.agent.sampler.jvmti.JvmtiSampler;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rung 1 over time: starts the sampler, asks it when its pace allows, gives it up when it fails.
 */
final class Sampling {
  static final String TOPIC = "allocation sites";

  /** What is said when the native engine cannot run, and JFR does. */
  static final String ENGINE_TOPIC = "native engine";

  /** MiB of resident memory that JFR takes, measured: README.md. */
  private static final double JFR_MEMORY = 12;

  /** MiB that the engine takes: its tables, and what they are reported by; agent-injector/jvmti. */
  private static final double ENGINE_MEMORY = 4;

  /** Of that to be free before: as much again, for the application goes on to grow. */
  private static final double ROOM_TO_START = 2;

  /** Share of one core that the engine's samples may cost. */
  private static final double ENGINE_BUDGET = 0.003;

  /** The JDK that JEP 331 came with. */
  private static final int ENGINE_SINCE = 11;

  /** Reports until a container without room is looked at again. */
  private static final int ROOM_RETRY = 4;

  private static final int MAX_FAILURES = 3;

  private final Instrumentation instrumentation;
  private final Settings settings;
  private final Health health;
  private final Headroom headroom;
  private final Pace pace;
  private final LongSupplier oldCycles;
  private boolean engineIsUntried;
  private boolean decided;
  private boolean resting;
  private double limit = Double.MAX_VALUE;
  private double closedSeconds;
  private double snapshotSeconds;
  private volatile @Nullable LiveObjectSampler sampler;
  private OptionalLong floorAtStart = OptionalLong.empty();
  private double dueSeconds;
  private int failures;

  /**
   * @param oldCycles completed old-generation cycles so far, from any thread
   */
  Sampling(
      Instrumentation instrumentation,
      Settings settings,
      Headroom headroom,
      Health health,
      LongSupplier oldCycles) {
    this.instrumentation = instrumentation;
    this.headroom = headroom;
    this.settings = settings;
    this.health = health;
    this.oldCycles = oldCycles;
    this.engineIsUntried =
        settings.sampler() != Settings.Sampler.JFR && Jdk.release() >= ENGINE_SINCE;
    this.pace =
        new Pace(settings.intervalSeconds(), settings.maxCpuFraction(), settings.maxPauseMillis());
  }

  /** Samples no more than a plan allows: not at all, or for a smaller share of a core. */
  void follow(Plan plan) {
    resting = !plan.samples() || plan.samplingCores() <= 0;
    limit = resting ? 0 : plan.samplingCores();
    pace.limit(limit);
    LiveObjectSampler current = sampler;
    if (current instanceof JvmtiSampler) {
      // once in the life of a JVM: it rests
      ((JvmtiSampler) current).limit(limit);
    } else if (resting && current != null) {
      close(current);
      decided = false;
    }
  }

  /**
   * Starts a sampler, once, as soon as the container has room for it: the native engine, or JFR
   * where that cannot run.
   *
   * @param nowSeconds since the agent's start
   */
  void startIfDue(double nowSeconds) {
    if (decided || resting || nowSeconds < dueSeconds) {
      return;
    }
    if (settings.allocationSites() && engineIsUntried) {
      if (!hasRoom(ENGINE_MEMORY, nowSeconds)) {
        return;
      }
      engineIsUntried = false;
      startEngine();
    }
    if (settings.allocationSites()
        && sampler == null
        && settings.sampler() != Settings.Sampler.JVMTI) {
      if (!hasRoom(JFR_MEMORY, nowSeconds)) {
        return;
      }
      startJfr();
    }
    decided = true;
    // not before something can have survived
    dueSeconds = nowSeconds + settings.intervalSeconds();
  }

  private boolean hasRoom(double mebibytes, double nowSeconds) {
    Optional<String> noRoom = headroom.refuses(ROOM_TO_START * mebibytes);
    if (noRoom.isPresent()) {
      health.degraded(TOPIC, "no allocation sites: " + noRoom.get());
      dueSeconds = nowSeconds + ROOM_RETRY * settings.intervalSeconds();
    } else {
      health.recovered(TOPIC);
    }
    return !noRoom.isPresent();
  }

  @SuppressWarnings("CatchingUnchecked") // whatever is wrong with it, the agent goes on without
  private void startEngine() {
    if (settings.maxMemoryMib() < ENGINE_MEMORY) {
      health.degraded(ENGINE_TOPIC, "no native engine: MEMORY_SYSTEM_MAX_MEMORY_MB is too small");
      return;
    }
    try {
      JvmtiSampler started =
          JvmtiSampler.start(
              instrumentation,
              settings.directory().orElse(null),
              oldCycles,
              Math.min(ENGINE_BUDGET, settings.maxCpuFraction()));
      started.limit(limit);
      sampler = started;
    } catch (Throwable refused) {
      health.degraded(ENGINE_TOPIC, "no native engine: " + reason(refused));
    }
  }

  @SuppressWarnings("CatchingUnchecked") // JVMs lack JFR in many ways
  private void startJfr() {
    if (settings.maxMemoryMib() < JFR_MEMORY) {
      health.degraded(
          TOPIC, "no allocation sites: JFR takes more memory than MEMORY_SYSTEM_MAX_MEMORY_MB");
      return;
    }
    if (!JdkParts.has(JdkParts.JFR)) {
      health.degraded(TOPIC, "no allocation sites: this JVM has no JFR (module jdk.jfr)");
      return;
    }
    try {
      sampler =
          (LiveObjectSampler)
              Class.forName("dev.memorysystem.agent.sampler.jfr.JfrSampler")
                  .getMethod("start", Instrumentation.class, Path.class)
                  .invoke(null, instrumentation, settings.directory().orElse(null));
    } catch (InvocationTargetException refused) {
      Throwable cause = refused.getCause() == null ? refused : refused.getCause();
      health.degraded(TOPIC, "no allocation sites: " + reason(cause));
    } catch (Throwable noJfr) {
      health.degraded(TOPIC, "no allocation sites: " + reason(noJfr));
    }
  }

  private static String reason(Throwable cause) {
    return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
  }

  /**
   * The sites of the survivors, when it is time for them.
   *
   * @param nowSeconds since the agent's start
   * @param floor live-set floor, as far as known
   * @param clock the CPU time, or else the wall time, of this thread, in seconds
   */
  Optional<List<SurvivorSite>> next(
      double nowSeconds, OptionalLong floor, java.util.function.DoubleSupplier clock) {
    LiveObjectSampler current = sampler;
    if (!floorAtStart.isPresent()) {
      floorAtStart = floor;
    }
    if (current == null || resting || nowSeconds < dueSeconds) {
      return Optional.empty();
    }
    Optional<String> noRoom = headroom.refuses(current.snapshotMebibytes());
    if (noRoom.isPresent()) {
      health.degraded(TOPIC, "no snapshot: " + noRoom.get());
      dueSeconds = nowSeconds + pace.period(current.disturbs());
      return Optional.empty();
    }
    double begin = clock.getAsDouble();
    try {
      List<SurvivorSite> sites = current.snapshot(survivedBytes(floor));
      failures = 0;
      health.recovered(TOPIC);
      return Optional.of(sites);
    } catch (LiveObjectSampler.SamplingException refused) {
      failed(current, refused);
      return Optional.empty();
    } finally {
      double took = clock.getAsDouble() - begin;
      snapshotSeconds += took;
      pace.took(took, current.lastPauseMillis());
      dueSeconds = nowSeconds + pace.period(current.disturbs());
    }
  }

  void stop() {
    LiveObjectSampler current = sampler;
    if (current != null) {
      close(current);
    }
  }

  private void close(LiveObjectSampler current) {
    current.close();
    closedSeconds += current.cpuSeconds();
    sampler = null;
  }

  String samplerName() {
    return sampler == null ? "" : sampler.name();
  }

  /** What samples now; empty when nothing does. */
  String running() {
    return resting ? "" : samplerName();
  }

  /**
   * CPU time of the sampler's own, in seconds, as far as it is known: without what snapshots take
   * of the thread that asks for them.
   */
  double cpuSeconds() {
    LiveObjectSampler current = sampler;
    return closedSeconds + (current == null ? 0 : current.cpuSeconds());
  }

  /** CPU time, or else wall time, that snapshots took, in seconds. */
  double snapshotSeconds() {
    return snapshotSeconds;
  }

  /** The sampler, where it has its samples at hand. */
  Optional<HoldsSamples> samples() {
    LiveObjectSampler current = sampler;
    return current instanceof HoldsSamples ? Optional.of((HoldsSamples) current) : Optional.empty();
  }

  /** The sampler, where it can tell what stacks and native code refer to. */
  Optional<SeesHiddenRoots> hiddenRoots() {
    LiveObjectSampler current = sampler;
    return current instanceof SeesHiddenRoots
        ? Optional.of((SeesHiddenRoots) current)
        : Optional.empty();
  }

  private void failed(LiveObjectSampler current, LiveObjectSampler.SamplingException refused) {
    // a full heap is no refusal, and what fills it is worth to be known when some of it is free
    failures += refused.getCause() instanceof OutOfMemoryError ? 0 : 1;
    health.degraded(TOPIC, String.valueOf(refused.getMessage()));
    if (failures >= MAX_FAILURES) {
      close(current);
    }
  }

  /** Bytes by which the live set has grown since sampling began. */
  private OptionalLong survivedBytes(OptionalLong floor) {
    return floor.isPresent() && floorAtStart.isPresent()
        ? OptionalLong.of(Math.max(0, floor.getAsLong() - floorAtStart.getAsLong()))
        : OptionalLong.empty();
  }
}
