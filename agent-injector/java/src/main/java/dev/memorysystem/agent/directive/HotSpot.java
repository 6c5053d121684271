package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.DiagnosticCommands;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * HotSpot, asked by its beans: the platform MBean server, which the application may want to set up
 * itself, is never created. Loaded only where the modules java.management and jdk.management are.
 */
final class HotSpot implements Vm {
  private final @Nullable Object runtime;
  private final @Nullable Method stopped;

  /** Bean and its `dumpHeap`. */
  private final Object diagnostic;

  private final Class<?> diagnosticType;
  private final DiagnosticCommands commands;

  private HotSpot(
      Class<?> diagnosticType,
      Object diagnostic,
      DiagnosticCommands commands,
      @Nullable Object runtime,
      @Nullable Method stopped) {
    this.diagnosticType = diagnosticType;
    this.diagnostic = diagnostic;
    this.commands = commands;
    this.runtime = runtime;
    this.stopped = stopped;
  }

  /**
   * @throws ReflectiveOperationException where the JVM is another or lacks the modules
   */
  static HotSpot open(Instrumentation instrumentation) throws ReflectiveOperationException {
    Class<?> diagnosticType = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    DiagnosticCommands commands = DiagnosticCommands.open(instrumentation);
    Object diagnostic =
        ManagementFactory.getPlatformMXBean(diagnosticType.asSubclass(PlatformManagedObject.class));
    if (diagnostic == null) {
      throw new ReflectiveOperationException("this JVM has no diagnostic bean");
    }
    Object runtime = null;
    Method stopped = null;
    try {
      runtime = helper().getMethod("getHotspotRuntimeMBean").invoke(null);
      stopped =
          Class.forName("sun.management.HotspotRuntimeMBean").getMethod("getTotalSafepointTime");
    } catch (ReflectiveOperationException | RuntimeException withoutCounters) {
      stopped = null;
    }
    return new HotSpot(diagnosticType, diagnostic, commands, runtime, stopped);
  }

  private static Class<?> helper() throws ClassNotFoundException {
    return Class.forName("sun.management.ManagementFactoryHelper");
  }

  @Override
  public long heapUsed() {
    return Heap.used();
  }

  /** Without `-all` it would collect the heap first. */
  @Override
  public String classHistogram() throws Exception {
    return commands.run("gcClassHistogram", "-all");
  }

  @Override
  public void dumpHeap(Path file) throws Exception {
    try {
      diagnosticType
          .getMethod("dumpHeap", String.class, boolean.class)
          .invoke(diagnostic, file.toString(), false);
    } catch (InvocationTargetException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof Exception ? (Exception) cause : failed;
    }
  }

  @Override
  public boolean isSet(String option) {
    try {
      Object found =
          diagnosticType.getMethod("getVMOption", String.class).invoke(diagnostic, option);
      return "true".equals(found.getClass().getMethod("getValue").invoke(found));
    } catch (ReflectiveOperationException | RuntimeException notKnown) {
      return false;
    }
  }

  /**
   * Measures by the JVM's own count of stopped milliseconds, which includes other stops meanwhile;
   * where it does not count by how long the call took, which includes what it does while nothing is
   * stopped.
   */
  @Override
  public <T> Stopped<T> measure(Stop<T> stop) throws Exception {
    long before = stoppedMillis();
    long began = System.nanoTime();
    T result = stop.run();
    double wall = (System.nanoTime() - began) / 1e9;
    double counted = (stoppedMillis() - before + 1) / 1e3;
    return new Stopped<>(result, before > 0 ? Math.min(counted, wall) : wall);
  }

  private long stoppedMillis() {
    try {
      return stopped == null ? 0 : (Long) stopped.invoke(runtime);
    } catch (ReflectiveOperationException notCounted) {
      return 0;
    }
  }
}
