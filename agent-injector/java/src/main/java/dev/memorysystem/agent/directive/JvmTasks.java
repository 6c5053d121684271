package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.Settings;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The tasks of this JVM, made when the first directive comes. */
final class JvmTasks implements Directives.Tasks {
  private final Instrumentation instrumentation;
  private final Settings settings;
  private final LongSupplier processSeconds;
  private @Nullable Map<String, Task> tasks;

  JvmTasks(Instrumentation instrumentation, Settings settings, LongSupplier processSeconds) {
    this.instrumentation = instrumentation;
    this.settings = settings;
    this.processSeconds = processSeconds;
  }

  @Override
  public Map<String, Task> get() throws Exception {
    if (tasks == null) {
      tasks = tasks();
    }
    return tasks;
  }

  private Map<String, Task> tasks() throws Exception {
    Vm vm = vm();
    Map<String, Task> byKind = new LinkedHashMap<>();
    byKind.put(ClassCensusTask.KIND, new ClassCensusTask(vm, processSeconds));
    byKind.put(StackSamplesTask.KIND, new StackSamplesTask(vm, processSeconds));
    byKind.put(HeapDumpTask.KIND, new HeapDumpTask(vm, settings.dumps(), name()));
    return byKind;
  }

  private Vm vm() throws Refused {
    try {
      return HotSpot.open(instrumentation);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      throw new Refused(
          "this JVM lets no agent ask for it: the modules java.management and jdk.management of"
              + " HotSpot are needed ("
              + absent
              + ")");
    }
  }

  private String name() {
    return settings
        .text("MEMORY_SYSTEM_POD")
        .map(pod -> pod + "-" + settings.text("MEMORY_SYSTEM_CONTAINER").orElse(""))
        .orElse("java");
  }
}
