package dev.memorysystem.agent.sampler.jfr;

import dev.memorysystem.agent.Jdk;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collections;
import jdk.jfr.FlightRecorder;

/** Points JFR's repository elsewhere, as `jcmd JFR.configure repositorypath` does it. */
final class JfrRepository {
  private JfrRepository() {}

  /**
   * Without the platform MBean server, which is the application's to create.
   *
   * @throws IOException when this JDK's JFR is built differently
   */
  static void moveTo(Path folder, Instrumentation instrumentation) throws IOException {
    try {
      Jdk.open(
          instrumentation,
          FlightRecorder.class,
          Collections.singleton("jdk.jfr.internal"),
          Collections.emptySet());
      setBasePath(folder);
    } catch (ReflectiveOperationException | RuntimeException unknownJfr) {
      throw new IOException("JFR cannot be pointed to " + folder + ": " + unknownJfr, unknownJfr);
    }
  }

  private static void setBasePath(Path folder) throws ReflectiveOperationException {
    Class<?> type = Class.forName("jdk.jfr.internal.Repository");
    Object repository = type.getMethod("getRepository").invoke(null);
    for (Method method : type.getMethods()) {
      if (method.getName().equals("setBasePath") && method.getParameterCount() == 1) {
        Class<?> parameter = method.getParameterTypes()[0];
        // a Path from JDK 24 on, before that a wrapper of one
        Object path =
            parameter == Path.class
                ? folder
                : parameter.getConstructor(Path.class).newInstance(folder);
        method.invoke(repository, path);
        return;
      }
    }
    throw new NoSuchMethodException("Repository.setBasePath");
  }
}
