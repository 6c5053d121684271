package dev.memorysystem.agent.report;

import dev.memorysystem.agent.os.ProcessMemory;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of docs/signals.yaml, by OpenTelemetry's semantic conventions for the JVM. Written
 * down as the SDK's data directly: its meters, views and aggregators are 200 classes more, which
 * nothing here needs.
 */
final class RuntimeMetrics {
  private static final String BYTES = "By";
  private static final AttributeKey<String> MEMORY_TYPE =
      AttributeKey.stringKey(Signals.Attribute.JVM_MEMORY_TYPE);
  private static final AttributeKey<String> POOL =
      AttributeKey.stringKey(Signals.Attribute.JVM_MEMORY_POOL_NAME);
  private static final AttributeKey<String> BUFFER_POOL =
      AttributeKey.stringKey(Signals.Attribute.JVM_BUFFER_POOL_NAME);
  private static final AttributeKey<String> CATEGORY =
      AttributeKey.stringKey(Signals.Attribute.NATIVE_CATEGORY);
  private static final AttributeKey<Boolean> DAEMON =
      AttributeKey.booleanKey(Signals.Attribute.JVM_THREAD_DAEMON);

  private final Resource resource;
  private final InstrumentationScopeInfo scope =
      InstrumentationScopeInfo.create("dev.memorysystem.agent");
  private final ProcessMemory process;
  private final NativeMemory nativeMemory;
  private final long startNanos;
  private final GcDurations gcDurations;

  RuntimeMetrics(Resource resource, ProcessMemory process, NativeMemory nativeMemory) {
    this.resource = resource;
    this.process = process;
    this.nativeMemory = nativeMemory;
    this.startNanos = nowNanos();
    this.gcDurations = new GcDurations(startNanos);
  }

  void collected(String collector, String action, double seconds) {
    gcDurations.add(collector, action, seconds);
  }

  /** All metrics as they are now. */
  Collection<MetricData> read() {
    long now = nowNanos();
    List<MetricData> metrics = new ArrayList<>();
    addPools(metrics, now);
    addBuffers(metrics, now);
    addThreads(metrics, now);
    addNative(metrics, now);
    long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    add(metrics, Signals.Metric.JVM_CLASS_COUNT, "{class}", one(now, classes));
    OptionalLong resident = process.read().resident();
    if (resident.isPresent()) {
      add(metrics, Signals.Metric.PROCESS_MEMORY_USAGE, BYTES, one(now, resident.getAsLong()));
    }
    gcDurations.addTo(metrics, resource, scope, now);
    return metrics;
  }

  private void addPools(List<MetricData> metrics, long now) {
    List<LongPointData> used = new ArrayList<>();
    List<LongPointData> committed = new ArrayList<>();
    List<LongPointData> limit = new ArrayList<>();
    List<LongPointData> usedAfterGc = new ArrayList<>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      String type = pool.getType() == MemoryType.HEAP ? "heap" : "non_heap";
      Attributes attributes = Attributes.of(MEMORY_TYPE, type, POOL, pool.getName());
      MemoryUsage usage = pool.getUsage();
      if (usage != null) {
        used.add(point(now, attributes, usage.getUsed()));
        committed.add(point(now, attributes, usage.getCommitted()));
        if (usage.getMax() >= 0) {
          limit.add(point(now, attributes, usage.getMax()));
        }
      }
      @Nullable MemoryUsage afterGc = pool.getCollectionUsage();
      if (afterGc != null) {
        usedAfterGc.add(point(now, attributes, afterGc.getUsed()));
      }
    }
    add(metrics, Signals.Metric.JVM_MEMORY_USED, BYTES, used);
    add(metrics, Signals.Metric.JVM_MEMORY_COMMITTED, BYTES, committed);
    add(metrics, Signals.Metric.JVM_MEMORY_LIMIT, BYTES, limit);
    add(metrics, Signals.Metric.JVM_MEMORY_USED_AFTER_LAST_GC, BYTES, usedAfterGc);
  }

  private void addBuffers(List<MetricData> metrics, long now) {
    List<LongPointData> used = new ArrayList<>();
    List<LongPointData> count = new ArrayList<>();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      Attributes attributes = Attributes.of(BUFFER_POOL, pool.getName());
      used.add(point(now, attributes, pool.getMemoryUsed()));
      count.add(point(now, attributes, pool.getCount()));
    }
    add(metrics, Signals.Metric.JVM_BUFFER_MEMORY_USED, BYTES, used);
    add(metrics, Signals.Metric.JVM_BUFFER_COUNT, "{buffer}", count);
  }

  private void addThreads(List<MetricData> metrics, long now) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int daemons = threads.getDaemonThreadCount();
    int others = Math.max(0, threads.getThreadCount() - daemons);
    List<LongPointData> count = new ArrayList<>();
    count.add(point(now, Attributes.of(DAEMON, true), daemons));
    count.add(point(now, Attributes.of(DAEMON, false), others));
    add(metrics, Signals.Metric.JVM_THREAD_COUNT, "{thread}", count);
  }

  private void addNative(List<MetricData> metrics, long now) {
    List<LongPointData> committed = new ArrayList<>();
    nativeMemory
        .committed()
        .forEach((name, bytes) -> committed.add(point(now, Attributes.of(CATEGORY, name), bytes)));
    add(metrics, Signals.Metric.NATIVE_COMMITTED, BYTES, committed);
  }

  /** An up-down counter: a sum that is not monotonic. */
  private void add(List<MetricData> metrics, String name, String unit, List<LongPointData> points) {
    if (!points.isEmpty()) {
      metrics.add(
          ImmutableMetricData.createLongSum(
              resource,
              scope,
              name,
              "",
              unit,
              ImmutableSumData.create(false, AggregationTemporality.CUMULATIVE, points)));
    }
  }

  private List<LongPointData> one(long now, long value) {
    List<LongPointData> points = new ArrayList<>(1);
    points.add(point(now, Attributes.empty(), value));
    return points;
  }

  private LongPointData point(long now, Attributes attributes, long value) {
    return ImmutableLongPointData.create(startNanos, now, attributes, value);
  }

  private static long nowNanos() {
    return System.currentTimeMillis() * 1_000_000;
  }
}
