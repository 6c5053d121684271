package dev.memorysystem.agent.report;

import dev.memorysystem.agent.gc.GcWatcher;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM's own beans say. Loaded only where the module java.management is. The beans are
 * asked directly: the platform MBean server, which the application may want to set up itself, is
 * never created.
 */
final class RuntimeBeans {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private static final AttributeKey<List<String>> CATEGORIES =
      AttributeKey.stringArrayKey(Signals.LiveSet.NATIVE_CATEGORIES);
  private static final AttributeKey<List<Long>> COMMITTED =
      AttributeKey.longArrayKey(Signals.LiveSet.NATIVE_COMMITTED);

  private final GcWatcher collections;
  private final RuntimeMetrics metrics;
  private final NativeMemory nativeMemory;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final @Nullable Method totalAllocatedBytes = totalAllocatedBytesMethod();
  private final BesideHeap besideHeap = new BesideHeap();
  private final Buffers buffers = new Buffers(Paths.get("/proc"));
  private final @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
  private final boolean cpuTime;
  private OptionalLong latestFloor = OptionalLong.empty();

  RuntimeBeans(RuntimeMetrics metrics, NativeMemory nativeMemory) {
    this.metrics = metrics;
    this.nativeMemory = nativeMemory;
    this.collections = GcWatcher.start(metrics::collected);
    this.cpuTime = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
  }

  RuntimeMetrics metrics() {
    return metrics;
  }

  /** Puts the fields of `memory.live_set` that the beans know. */
  void read(AttributesBuilder fields) {
    GcWatcher.Reading gc = collections.read();
    if (gc.floor().isPresent()) {
      latestFloor = gc.floor();
    }
    LiveSetReport.put(fields, Signals.LiveSet.FLOOR, gc.floor());
    LiveSetReport.put(fields, Signals.LiveSet.OLD_FLOOR, gc.oldFloor());
    fields.put(Signals.LiveSet.COLLECTIONS, gc.collections());
    fields.put(Signals.LiveSet.OLD_CYCLES, gc.oldCycles());
    fields.put(Signals.LiveSet.GC_TIME, gc.pauseSeconds());
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      fields.put(Signals.LiveSet.JIT_TIME, compiler.getTotalCompilationTime() / MILLIS);
    }
    fields.put(Signals.LiveSet.HEAP_ALLOCATED, allocatedBytes().orElse(gc.allocated()));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    fields.put(Signals.LiveSet.HEAP_USED, heap.getUsed());
    fields.put(Signals.LiveSet.HEAP_COMMITTED, heap.getCommitted());
    if (heap.getMax() > 0) {
      fields.put(Signals.LiveSet.HEAP_LIMIT, heap.getMax());
    }
    besideHeap.read(fields);
    buffers.read(fields);
    nativeMemory.refresh();
    Map<String, Long> accounted = nativeMemory.committed();
    if (!accounted.isEmpty()) {
      fields.put(CATEGORIES, new ArrayList<>(accounted.keySet()));
      fields.put(COMMITTED, new ArrayList<>(accounted.values()));
    }
    fields.put(Signals.LiveSet.THREADS, threads.getThreadCount());
    fields.put(
        Signals.LiveSet.CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  boolean collectionsAreTold() {
    return collections.isTold();
  }

  /** The live-set floor of the latest interval that had a collection. */
  OptionalLong latestFloor() {
    return latestFloor;
  }

  /** Completed old-generation cycles since process start; from any thread. */
  long oldCycles() {
    return collections.oldCycles();
  }

  /** CPU time of a thread so far, in seconds. */
  OptionalDouble cpuSeconds(long threadId) {
    long nanos = cpuTime ? threads.getThreadCpuTime(threadId) : -1;
    return nanos < 0 ? OptionalDouble.empty() : OptionalDouble.of(nanos / NANOS);
  }

  /** Bytes all threads have allocated since process start; JDK 21+. */
  OptionalLong allocatedBytes() {
    if (totalAllocatedBytes == null) {
      return OptionalLong.empty();
    }
    try {
      long bytes = (Long) totalAllocatedBytes.invoke(threads);
      return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    } catch (IllegalAccessException | InvocationTargetException unsupported) {
      return OptionalLong.empty();
    }
  }

  void stop() {
    collections.stop();
  }

  private static @Nullable Method totalAllocatedBytesMethod() {
    try {
      return Class.forName("com.sun.management.ThreadMXBean")
          .getMethod("getTotalThreadAllocatedBytes");
    } catch (ReflectiveOperationException | LinkageError olderJdk) {
      return null;
    }
  }
}
