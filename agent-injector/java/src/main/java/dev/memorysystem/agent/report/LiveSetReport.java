package dev.memorysystem.agent.report;

import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.ProcessMemory;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rung 0 as one record: `memory.live_set`. What cannot be known is left out. */
final class LiveSetReport {
  private final ProcessMemory process;
  private final ContainerMemory container;
  private final @Nullable RuntimeBeans beans;

  LiveSetReport(ProcessMemory process, ContainerMemory container, @Nullable RuntimeBeans beans) {
    this.process = process;
    this.container = container;
    this.beans = beans;
  }

  Attributes read() {
    AttributesBuilder fields = Attributes.builder();
    ProcessMemory.Reading memory = process.read();
    put(fields, Signals.LiveSet.RSS, memory.resident());
    put(fields, Signals.LiveSet.RSS_ANONYMOUS, memory.anonymous());
    put(fields, Signals.LiveSet.CONTAINER_USAGE, container.usage());
    put(fields, Signals.LiveSet.CONTAINER_LIMIT, container.limit());
    put(fields, Signals.LiveSet.THREADS_LIMIT, container.threadLimit());
    if (beans != null) {
      beans.read(fields);
    } else {
      Runtime runtime = Runtime.getRuntime();
      fields.put(Signals.LiveSet.HEAP_USED, runtime.totalMemory() - runtime.freeMemory());
      if (runtime.maxMemory() < Long.MAX_VALUE) {
        fields.put(Signals.LiveSet.HEAP_LIMIT, runtime.maxMemory());
      }
    }
    return fields.build();
  }

  static void put(AttributesBuilder fields, String name, OptionalLong value) {
    if (value.isPresent()) {
      fields.put(name, value.getAsLong());
    }
  }
}
