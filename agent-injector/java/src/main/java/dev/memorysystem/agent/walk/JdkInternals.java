package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.Jdk;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;

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
      Jdk.open(
          instrumentation,
          Object.class,
          Collections.singleton("jdk.internal.misc"),
          Collections.singleton("java.lang"));
    } catch (ReflectiveOperationException | RuntimeException refused) {
      Throwable cause = refused instanceof InvocationTargetException ? refused.getCause() : refused;
      throw new IllegalStateException("java.base stays closed: " + cause, refused);
    }
  }
}
