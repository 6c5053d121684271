package dev.memorysystem.agent.report;

import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.PlatformManagedObject;
import java.util.OptionalLong;

/** What HotSpot takes beside the heap, by the names of its pools. Another JVM's are left out. */
final class BesideHeap {
  /** Includes the compressed class space, which is a pool of its own, too. */
  private static final String METASPACE = "Metaspace";

  /** `CodeCache`, or `CodeHeap 'profiled nmethods'` and its like. */
  private static final String CODE = "Code";

  private final OptionalLong directLimit = directLimit();

  /** Puts the fields of `memory.live_set` that are known. */
  void read(AttributesBuilder fields) {
    LiveSetReport.put(fields, Signals.LiveSet.DIRECT_LIMIT, directLimit);
    long code = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage == null) {
        continue;
      }
      if (pool.getName().equals(METASPACE)) {
        metaspace(fields, usage);
      } else if (pool.getName().startsWith(CODE)) {
        code += usage.getCommitted();
      }
    }
    if (code > 0) {
      fields.put(Signals.LiveSet.CODE_COMMITTED, code);
    }
  }

  private static void metaspace(AttributesBuilder fields, MemoryUsage usage) {
    fields.put(Signals.LiveSet.METASPACE_USED, usage.getUsed());
    fields.put(Signals.LiveSet.METASPACE_COMMITTED, usage.getCommitted());
    if (usage.getMax() > 0) {
      fields.put(Signals.LiveSet.METASPACE_LIMIT, usage.getMax());
    }
  }

  /** What the JVM was told; where it was told nothing, as much as the heap may have. */
  private static OptionalLong directLimit() {
    try {
      Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
      Object bean =
          ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class));
      if (bean == null) {
        return OptionalLong.empty();
      }
      Object option =
          type.getMethod("getVMOption", String.class).invoke(bean, "MaxDirectMemorySize");
      String value = (String) option.getClass().getMethod("getValue").invoke(option);
      long told = Long.parseLong(value);
      return OptionalLong.of(told > 0 ? told : Runtime.getRuntime().maxMemory());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJvm) {
      return OptionalLong.empty();
    }
  }
}
