package dev.memorysystem.agent;

import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits for applications that bring their own java.util.logging manager or MBean server builder.
 * JDK code that we call could initialise either before the application made its class available, as
 * other agents have done: then the JDK falls back to its own for good. The agent itself uses
 * neither, so the wait has an end.
 */
final class ApplicationLogging {
  private static final String[] PROPERTIES = {
    "java.util.logging.manager", "javax.management.builder.initial"
  };

  /** Milliseconds between looks at the loaded classes: a look takes about one. */
  private static final long PERIOD = 5_000;

  /** Looks; after that the application evidently has no use for its setting. */
  private static final int LOOKS = 24;

  private ApplicationLogging() {}

  static void awaitReady(Instrumentation instrumentation) throws InterruptedException {
    Set<String> awaited = new HashSet<>();
    for (String property : PROPERTIES) {
      String name = property(property);
      if (name != null && !name.isEmpty() && !isOfTheJdk(name)) {
        awaited.add(name);
      }
    }
    for (int look = 0; look < LOOKS && !awaited.isEmpty(); look++) {
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        awaited.remove(loaded.getName());
      }
      if (!awaited.isEmpty()) {
        Thread.sleep(PERIOD);
      }
    }
  }

  private static @Nullable String property(String name) {
    return System.getProperty(name);
  }

  private static boolean isOfTheJdk(String name) {
    try {
      Class.forName(name, false, ClassLoader.getSystemClassLoader().getParent());
      return true;
    } catch (ClassNotFoundException | LinkageError ofTheApplication) {
      return false;
    }
  }
}
