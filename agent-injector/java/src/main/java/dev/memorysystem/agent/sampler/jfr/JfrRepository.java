package dev.memorysystem.agent.sampler.jfr;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
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
      openToUs(instrumentation);
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

  /** Exports jdk.jfr.internal to this class's module; by reflection, for JDK 8 has no modules. */
  private static void openToUs(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException jdk8) {
      return;
    }
    Object jfr = getModule.invoke(FlightRecorder.class);
    Object ours = getModule.invoke(JfrRepository.class);
    Map<String, Set<Object>> exports =
        Collections.singletonMap("jdk.jfr.internal", Collections.singleton(ours));
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            jfr,
            Collections.emptySet(),
            exports,
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
