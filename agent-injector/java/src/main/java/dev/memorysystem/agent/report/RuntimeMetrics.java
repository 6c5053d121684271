package dev.memorysystem.agent.report;

import dev.memorysystem.agent.os.ProcessMemory;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of docs/signals.yaml, by OpenTelemetry's semantic conventions for the JVM. */
final class RuntimeMetrics implements MetricReader {
  private static final String BYTES = "By";
  private static final AttributeKey<String> MEMORY_TYPE =
      AttributeKey.stringKey(Signals.Attribute.JVM_MEMORY_TYPE);
  private static final AttributeKey<String> POOL =
      AttributeKey.stringKey(Signals.Attribute.JVM_MEMORY_POOL_NAME);
  private static final AttributeKey<String> BUFFER_POOL =
      AttributeKey.stringKey(Signals.Attribute.JVM_BUFFER_POOL_NAME);
  private static final AttributeKey<String> GC =
      AttributeKey.stringKey(Signals.Attribute.JVM_GC_NAME);
  private static final AttributeKey<String> ACTION =
      AttributeKey.stringKey(Signals.Attribute.JVM_GC_ACTION);
  private static final AttributeKey<Boolean> DAEMON =
      AttributeKey.booleanKey(Signals.Attribute.JVM_THREAD_DAEMON);

  private CollectionRegistration registration = CollectionRegistration.noop();
  private final DoubleHistogram gcDuration;

  RuntimeMetrics(Resource resource, ProcessMemory process) {
    Meter meter =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(this)
            .build()
            .get("dev.memorysystem.agent");
    pools(meter, Signals.Metric.JVM_MEMORY_USED, MemoryPoolMXBean::getUsage, MemoryUsage::getUsed);
    pools(
        meter,
        Signals.Metric.JVM_MEMORY_COMMITTED,
        MemoryPoolMXBean::getUsage,
        MemoryUsage::getCommitted);
    pools(meter, Signals.Metric.JVM_MEMORY_LIMIT, MemoryPoolMXBean::getUsage, MemoryUsage::getMax);
    pools(
        meter,
        Signals.Metric.JVM_MEMORY_USED_AFTER_LAST_GC,
        MemoryPoolMXBean::getCollectionUsage,
        MemoryUsage::getUsed);
    buffers(meter, Signals.Metric.JVM_BUFFER_MEMORY_USED, BYTES, BufferPoolMXBean::getMemoryUsed);
    buffers(meter, Signals.Metric.JVM_BUFFER_COUNT, "{buffer}", BufferPoolMXBean::getCount);
    sum(meter, Signals.Metric.JVM_THREAD_COUNT, "{thread}", RuntimeMetrics::threads);
    sum(
        meter,
        Signals.Metric.JVM_CLASS_COUNT,
        "{class}",
        out -> out.record(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()));
    sum(
        meter,
        Signals.Metric.PROCESS_MEMORY_USAGE,
        BYTES,
        out -> process.read().resident().ifPresent(out::record));
    gcDuration =
        meter
            .histogramBuilder(Signals.Metric.JVM_GC_DURATION)
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(Arrays.asList(0.01, 0.1, 1.0, 10.0))
            .build();
  }

  void collected(String collector, String action, double seconds) {
    gcDuration.record(seconds, Attributes.of(GC, collector, ACTION, action));
  }

  Collection<MetricData> read() {
    return registration.collectAllMetrics();
  }

  private static void pools(
      Meter meter,
      String name,
      Function<MemoryPoolMXBean, @Nullable MemoryUsage> usage,
      ToLongFunction<MemoryUsage> value) {
    sum(
        meter,
        name,
        BYTES,
        out -> {
          for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage current = usage.apply(pool);
            if (current != null && value.applyAsLong(current) >= 0) {
              out.record(value.applyAsLong(current), poolAttributes(pool));
            }
          }
        });
  }

  private static Attributes poolAttributes(MemoryPoolMXBean pool) {
    String type = pool.getType() == MemoryType.HEAP ? "heap" : "non_heap";
    return Attributes.of(MEMORY_TYPE, type, POOL, pool.getName());
  }

  private static void buffers(
      Meter meter, String name, String unit, ToLongFunction<BufferPoolMXBean> value) {
    sum(
        meter,
        name,
        unit,
        out -> {
          for (BufferPoolMXBean pool :
              ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            out.record(value.applyAsLong(pool), Attributes.of(BUFFER_POOL, pool.getName()));
          }
        });
  }

  private static void threads(ObservableLongMeasurement out) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int daemons = threads.getDaemonThreadCount();
    out.record(daemons, Attributes.of(DAEMON, true));
    out.record(Math.max(0, threads.getThreadCount() - daemons), Attributes.of(DAEMON, false));
  }

  private static void sum(
      Meter meter, String name, String unit, Consumer<ObservableLongMeasurement> callback) {
    meter.upDownCounterBuilder(name).setUnit(unit).buildWithCallback(callback);
  }

  @Override
  public void register(CollectionRegistration registration) {
    this.registration = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
