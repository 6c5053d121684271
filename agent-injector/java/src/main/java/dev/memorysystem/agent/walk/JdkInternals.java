package dev.memorysystem.agent.walk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens what {@link Raw} needs of java.base to the agent's module, and to nobody else. */
final class JdkInternals {
  private JdkInternals() {}

  /**
   * Before the first use of {@link Raw}.
   *
   * @throws IllegalStateException saying why this JVM cannot be walked
   */
  static void open(Instrumentation instrumentation) {
    String vm = System.getProperty("java.vm.name", "");
    if (!vm.contains("OpenJDK") && !vm.contains("HotSpot")) {
      throw new IllegalStateException("the object headers of " + vm + " are not known");
    }
    if (!"64".equals(System.getProperty("sun.arch.data.model"))) {
      throw new IllegalStateException("this is no 64-bit JVM");
    }
    try {
      openToUs(instrumentation);
    } catch (ReflectiveOperationException | RuntimeException refused) {
      Throwable cause = refused instanceof InvocationTargetException ? refused.getCause() : refused;
      throw new IllegalStateException("java.base stays closed: " + cause, refused);
    }
  }

  /** By reflection, for JDK 8 has no modules. */
  private static void openToUs(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException jdk8) {
      return;
    }
    Object base = getModule.invoke(Object.class);
    Set<Object> us = Collections.singleton(getModule.invoke(JdkInternals.class));
    Map<String, Set<Object>> exports = Collections.singletonMap("jdk.internal.misc", us);
    Map<String, Set<Object>> opens = new HashMap<>();
    opens.put("java.lang", us);
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            base,
            Collections.emptySet(),
            exports,
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
