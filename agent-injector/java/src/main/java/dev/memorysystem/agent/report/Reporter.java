package dev.memorysystem.agent.report;

import dev.memorysystem.agent.JdkParts;
import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.directive.Directives;
import dev.memorysystem.agent.directive.Outcome;
import dev.memorysystem.agent.export.Destination;
import dev.memorysystem.agent.export.Exporter;
import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.os.ProcessMemory;
import dev.memorysystem.agent.plan.Plan;
import dev.memorysystem.agent.plan.Planning;
import dev.memorysystem.agent.rules.Rules;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's main loop, on its own thread: every interval the live set and the metrics, the
 * survivors when their pace allows, the agent's own health now and then.
 */
public final class Reporter {
  private static final int REPORTS_PER_HEALTH = 10;

  /** Failed reports in a row. */
  private static final int MAX_FAILURES = 5;

  /** Milliseconds, at least, until a report is tried again where the heap is full. Chosen. */
  private static final long FULL_HEAP_REST = 100;

  /** Milliseconds the end of the JVM may be held up for the last report. */
  private static final long LAST_REPORT = 500;

  /** Seconds over which agents that start together spread their reports; an interval at most. */
  private static final double LONGEST_SPREAD = 15;

  private final Settings settings;
  private final Exporter exporter;
  private final Instant processStart;
  private final long agentStart = System.nanoTime();
  private final long threadId = currentThreadId();
  private final Health health;
  private final Records records;
  private final @Nullable RuntimeBeans beans;
  private final LiveSetReport liveSet;
  private final Sampling sampling;
  private final Walking walking;
  private final Directives directives;
  private final Rules rules;
  private final Planning planning;
  private Plan followed = Plan.DEFAULT;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** To be made on the thread that calls {@link #run}. */
  public Reporter(
      Settings settings,
      String version,
      Destination destination,
      Exporter exporter,
      Instrumentation instrumentation) {
    this.settings = settings;
    this.exporter = exporter;
    this.processStart = processStart();
    this.health = new Health(settings.intervalSeconds(), settings.problems());
    Resource resource = Identity.of(settings, version, processStart);
    this.records = new Records(resource);
    ProcessMemory process = new ProcessMemory(Paths.get("/proc"));
    this.beans = beans(resource, process, health, instrumentation);
    ContainerMemory container = ContainerMemory.find(Paths.get("/"));
    this.liveSet = new LiveSetReport(process, container, beans);
    this.sampling =
        new Sampling(instrumentation, settings, new Headroom(container), health, this::oldCycles);
    this.walking =
        new Walking(
            instrumentation,
            settings,
            new Headroom(container),
            health,
            this::ownSeconds,
            () -> Duration.between(processStart, Instant.now()).toMillis() / 1e3,
            sampling);
    this.directives =
        Directives.of(
            instrumentation,
            settings,
            new Headroom(container),
            () -> Duration.between(processStart, Instant.now()).getSeconds(),
            this::ownSeconds);
    this.rules =
        new Rules(
            instrumentation,
            settings,
            new Headroom(container),
            () -> Duration.between(processStart, Instant.now()).getSeconds());
    this.planning =
        new Planning(
            destination,
            text(resource, Signals.Resource.K8S_NAMESPACE_NAME),
            text(resource, Signals.Resource.SERVICE_INSTANCE_ID),
            settings.intervalSeconds());
  }

  private static String text(Resource resource, String attribute) {
    String value = resource.getAttribute(AttributeKey.stringKey(attribute));
    return value == null ? "" : value;
  }

  /**
   * Reports until {@link #stop}.
   *
   * @throws IllegalStateException when reports fail again and again
   */
  public void run() throws InterruptedException {
    try {
      long spread = untilFirstReport(new SplittableRandom(), settings.intervalSeconds());
      if (!stopping.await(spread, TimeUnit.NANOSECONDS)) {
        addHealth(Health.STARTED);
        send();
        reportUntilStopped();
      }
      last();
    } catch (Throwable broken) {
      stopParts();
      throw broken;
    } finally {
      stopped.countDown();
    }
  }

  /** Nanoseconds. */
  static long untilFirstReport(SplittableRandom random, double intervalSeconds) {
    return (long) (random.nextDouble() * Math.min(intervalSeconds, LONGEST_SPREAD) * 1e9);
  }

  @SuppressWarnings("CatchingUnchecked") // a report that fails must not be the last one
  private void reportUntilStopped() throws InterruptedException {
    long intervalNanos = (long) (settings.intervalSeconds() * 1e9);
    long next = System.nanoTime();
    int failures = 0;
    for (int report = 1; ; report++) {
      // Not catching up: after a suspended machine or a long pause one report is enough
      next = Math.max(next + intervalNanos, System.nanoTime());
      if (isStoppedWithin(next - System.nanoTime())) {
        return;
      }
      try {
        report(report % REPORTS_PER_HEALTH == 0);
        health.recovered("report");
        failures = 0;
      } catch (OutOfMemoryError full) {
        // no fault of the report's, and to tell of it needs memory, too
      } catch (Throwable failed) {
        failures++;
        tell(failed);
        if (failures == MAX_FAILURES) {
          throw new IllegalStateException(failed);
        }
      }
    }
  }

  /** To wait on a latch needs memory on some JDKs; to sleep does not. */
  private boolean isStoppedWithin(long nanos) throws InterruptedException {
    try {
      return stopping.await(nanos, TimeUnit.NANOSECONDS);
    } catch (OutOfMemoryError full) {
      Thread.sleep(Math.max(FULL_HEAP_REST, TimeUnit.NANOSECONDS.toMillis(nanos)));
      return stopping.getCount() == 0;
    }
  }

  private void tell(Throwable failed) {
    try {
      health.degraded("report", "a report failed: " + failed);
    } catch (OutOfMemoryError full) {
      // told by the next one that fails
    }
  }

  private void stopParts() {
    planning.stop();
    sampling.stop();
    walking.stop();
    rules.stop();
    if (beans != null) {
      beans.stop();
    }
  }

  /** Sends a last report, if the collector can be reached at all, and waits a moment for it. */
  public void stop() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_REPORT);
    stopping.countDown();
    if (stopped.await(LAST_REPORT, TimeUnit.MILLISECONDS)) {
      exporter.flush(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
  }

  private void report(boolean withHealth) {
    exporter.watch();
    planning.watch();
    boolean replanned = follow(planning.plan());
    // before the live set, so that it is judged with what the walk saw
    walking
        .next()
        .ifPresent(
            walk ->
                records.add(
                    Signals.Event.CONTAINERS, Attributes.empty(), ContainersReport.of(walk)));
    addLiveSet();
    double now = secondsSince(agentStart);
    if (exporter.hasSent()) {
      // what nobody hears of is not worth its memory
      planning.start();
      sampling.startIfDue(now);
      walking.start();
      rules.start();
    }
    walking
        .nextPaths()
        .ifPresent(
            paths ->
                records.add(
                    Signals.Event.RETAINED_PATH, Attributes.empty(), RetainedPathReport.of(paths)));
    sampling
        .next(now, floor(), this::ownSeconds)
        .ifPresent(
            sites ->
                records.add(
                    Signals.Event.SURVIVORS,
                    Attributes.empty(),
                    SurvivorsReport.of(
                        sampling.samplerName(),
                        Duration.between(processStart, Instant.now()).getSeconds(),
                        beans == null ? OptionalLong.empty() : beans.allocatedBytes(),
                        sites)));
    rules
        .take()
        .ifPresent(
            report ->
                records.add(
                    Signals.Event.RULE_FINDINGS, Attributes.empty(), RulesReport.of(report)));
    for (Outcome outcome : directives.take()) {
      DirectiveReports.add(outcome, records);
    }
    if (stopping.getCount() == 0) {
      // what failed now, failed because the JVM ends; the last report follows
      return;
    }
    if (withHealth || replanned || health.changed()) {
      addHealth(Health.RUNNING);
    }
    send();
  }

  /** Returns whether the plan is another than before. */
  private boolean follow(Plan plan) {
    if (plan == followed) {
      return false;
    }
    sampling.follow(plan);
    walking.follow(plan);
    directives.run(plan.directives());
    rules.follow(plan.rules(), plan.ruleCores());
    followed = plan;
    return true;
  }

  private void last() {
    addLiveSet();
    addHealth(Health.STOPPED);
    send();
  }

  private void addLiveSet() {
    records.add(Signals.Event.LIVE_SET, liveSet.read(), null);
  }

  private void addHealth(String state) {
    AttributesBuilder fields = health.record(state, cpuSeconds(), exporter.dropped()).toBuilder();
    if (beans != null) {
      fields.put(
          Signals.Agent.SAMPLING_CPU_SECONDS, sampling.cpuSeconds() + sampling.snapshotSeconds());
      fields.put(Signals.Agent.WALK_CPU_SECONDS, walking.cpuSeconds());
    }
    putKnown(fields, Signals.Agent.SAMPLER, sampling.running());
    putKnown(fields, Signals.Agent.PLAN, followed.etag());
    records.add(Signals.Event.AGENT, fields.build(), null);
  }

  private static void putKnown(AttributesBuilder fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  private void send() {
    exporter.logs(records.take());
    if (beans != null) {
      exporter.metrics(beans.metrics().read());
    }
  }

  private OptionalLong floor() {
    return beans == null ? OptionalLong.empty() : beans.latestFloor();
  }

  private long oldCycles() {
    return beans == null ? 0 : beans.oldCycles();
  }

  private OptionalDouble cpuSeconds() {
    if (beans == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble own = beans.cpuSeconds(threadId);
    OptionalDouble exporting = beans.cpuSeconds(exporter.threadId());
    // before its thread is started there is none
    OptionalDouble asking = beans.cpuSeconds(planning.threadId());
    return own.isPresent() && exporting.isPresent()
        ? OptionalDouble.of(
            own.getAsDouble()
                + exporting.getAsDouble()
                + asking.orElse(0)
                + sampling.cpuSeconds()
                + walking.cpuSeconds()
                + directives.cpuSeconds()
                + rules.seconds())
        : OptionalDouble.empty();
  }

  /** CPU time of the calling thread, or wall time where it is unknown. */
  private double ownSeconds() {
    OptionalDouble cpu =
        beans == null ? OptionalDouble.empty() : beans.cpuSeconds(currentThreadId());
    return cpu.orElseGet(() -> secondsSince(agentStart));
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with Java 19
  private static long currentThreadId() {
    return Thread.currentThread().getId();
  }

  private static @Nullable RuntimeBeans beans(
      Resource resource, ProcessMemory process, Health health, Instrumentation instrumentation) {
    if (!JdkParts.has(JdkParts.MANAGEMENT)) {
      health.degraded("beans", "no live-set floor: this JVM has no module java.management");
      return null;
    }
    NativeMemory nativeMemory = NativeMemory.of(instrumentation);
    RuntimeBeans beans =
        new RuntimeBeans(new RuntimeMetrics(resource, process, nativeMemory), nativeMemory);
    if (!beans.collectionsAreTold()) {
      health.degraded(
          "beans", "no live-set floor: the collectors of this JVM do not tell of collections");
    }
    return beans;
  }

  private static Instant processStart() {
    return JdkParts.has(JdkParts.MANAGEMENT)
        ? Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
        : Instant.now();
  }
}
