package dev.memorysystem.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The JDK that this JVM runs, and the way into what it keeps to itself. */
public final class Jdk {
  private Jdk() {}

  /** Its feature release: 8, 11, 25. */
  public static int release() {
    String version = System.getProperty("java.specification.version", "8");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }

  /**
   * Exports and opens packages to the agent's own, unnamed module, and to nobody else. Does nothing
   * on JDK 8, which has no modules and so keeps nothing closed.
   *
   * @param ofModule a class of the module that has the packages
   */
  public static void open(
      Instrumentation instrumentation, Class<?> ofModule, Set<String> exported, Set<String> opened)
      throws ReflectiveOperationException {
    if (release() == 8) {
      return;
    }
    Method getModule = Class.class.getMethod("getModule");
    Object us = getModule.invoke(Jdk.class);
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            getModule.invoke(ofModule),
            Collections.emptySet(),
            to(us, exported),
            to(us, opened),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static Map<String, Set<Object>> to(Object module, Set<String> packages) {
    Map<String, Set<Object>> each = new HashMap<>();
    for (String name : packages) {
      each.put(name, Collections.singleton(module));
    }
    return each;
  }
}
