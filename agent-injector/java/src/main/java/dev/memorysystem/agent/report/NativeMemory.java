package dev.memorysystem.agent.report;

import dev.memorysystem.agent.DiagnosticCommands;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM accounts for of its native memory, by category: HotSpot's Native Memory Tracking,
 * where the application's JVM was started with it. It is never turned on here, and where it is off
 * its command is never asked. The summary adds up counters and asks the kernel which pages of each
 * thread's stack are resident, without a safepoint: 0.7 ms at 500 threads (measured, JDK 25).
 */
final class NativeMemory {
  private static final int MOST = 64;
  private static final long KIB = 1024;

  /** Category of HotSpot: stacks and what the JVM keeps of each thread. */
  private static final String THREAD = "Thread";

  /** `- Thread (reserved=22685KB, committed=1022KB)`, alike from JDK 8 to 25. */
  private static final Pattern CATEGORY =
      Pattern.compile(
          "^-\\s+(\\S[^(\\n]*?)\\s+\\(reserved=(\\d{1,12})KB, committed=(\\d{1,12})KB",
          Pattern.MULTILINE);

  /** Reports from one reading to the next: a minute at the default interval. */
  private static final int REPORTS = 4;

  /** Times its CPU time that nothing is asked: 0.2 % of a core at most. Chosen. */
  private static final long REST = 500;

  private final @Nullable DiagnosticCommands commands;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Map<String, Long> latest = Collections.emptyMap();
  private int untilNext;
  private long restsUntil = System.nanoTime();

  private NativeMemory(@Nullable DiagnosticCommands commands) {
    this.commands = commands;
  }

  static NativeMemory of(Instrumentation instrumentation) {
    try {
      return new NativeMemory(isTracked() ? DiagnosticCommands.open(instrumentation) : null);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJvm) {
      return new NativeMemory(null);
    }
  }

  /** Whether the JVM was told to; Flight Recorder and others only read it, too. */
  private static boolean isTracked() throws ReflectiveOperationException {
    Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean = ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class));
    if (bean == null) {
      return false;
    }
    Object option =
        type.getMethod("getVMOption", String.class).invoke(bean, "NativeMemoryTracking");
    Object value = option.getClass().getMethod("getValue").invoke(option);
    return "summary".equals(value) || "detail".equals(value);
  }

  /** Reads it anew when it is time; once a report. */
  void refresh() {
    if (commands == null || --untilNext >= 0 || System.nanoTime() - restsUntil < 0) {
      return;
    }
    long began = cpuNanos();
    try {
      latest = parse(commands.run("vmNativeMemory", "summary", "scale=KB"));
    } catch (Exception | LinkageError failed) {
      latest = Collections.emptyMap();
    }
    untilNext = REPORTS - 1;
    restsUntil = System.nanoTime() + REST * (cpuNanos() - began);
  }

  /** Of the calling thread; the clock's where that is not measured. */
  private long cpuNanos() {
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** Bytes by category as last read; empty where the JVM does not track it. */
  Map<String, Long> committed() {
    return latest;
  }

  /** What is not in the known form is left out; of what was turned off meanwhile all. */
  static Map<String, Long> parse(String summary) {
    Map<String, Long> committed = new LinkedHashMap<>();
    Matcher category = CATEGORY.matcher(summary);
    while (category.find() && committed.size() < MOST) {
      // before JDK 11 a whole stack counts, resident or not
      if (!category.group(1).equals(THREAD) || !category.group(2).equals(category.group(3))) {
        committed.put(category.group(1), Long.parseLong(category.group(3)) * KIB);
      }
    }
    return committed;
  }
}
