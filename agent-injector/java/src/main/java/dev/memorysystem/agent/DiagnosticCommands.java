package dev.memorysystem.agent;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Collections;
import javax.management.DynamicMBean;

/**
 * HotSpot's diagnostic commands (those of jcmd), asked in the process itself. The platform MBean
 * server, which the application may want to set up itself, is never created. Loaded only where the
 * modules java.management and jdk.management are.
 */
public final class DiagnosticCommands {
  private static final String[] SIGNATURE = {String[].class.getName()};

  private final DynamicMBean commands;

  private DiagnosticCommands(DynamicMBean commands) {
    this.commands = commands;
  }

  /**
   * @throws ReflectiveOperationException where the JVM is another or lacks the modules
   */
  public static DiagnosticCommands open(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Jdk.open(
        instrumentation,
        Class.forName("com.sun.management.HotSpotDiagnosticMXBean"),
        Collections.<String>emptySet(),
        Collections.singleton("com.sun.management.internal"));
    Jdk.open(
        instrumentation,
        ManagementFactory.class,
        Collections.singleton("sun.management"),
        Collections.singleton("sun.management"));
    Method get =
        Jdk.release() == 8
            ? Class.forName("sun.management.ManagementFactoryHelper")
                .getMethod("getDiagnosticCommandMBean")
            : Class.forName("com.sun.management.internal.DiagnosticCommandImpl")
                .getDeclaredMethod("getDiagnosticCommandMBean");
    get.setAccessible(true);
    Object commands = get.invoke(null);
    if (!(commands instanceof DynamicMBean)) {
      throw new ReflectiveOperationException("this JVM has no diagnostic commands");
    }
    return new DiagnosticCommands((DynamicMBean) commands);
  }

  /**
   * What a command says.
   *
   * @param operation its name as the bean has it: `gcClassHistogram` for GC.class_histogram
   */
  public String run(String operation, String... arguments) throws Exception {
    return (String) commands.invoke(operation, new Object[] {arguments}, SIGNATURE);
  }
}
