package dev.memorysystem.agent;

/** Which optional parts of the JDK this JVM has: images made by jlink leave out modules. */
public final class JdkParts {
  public static final String MANAGEMENT = "java.lang.management.ManagementFactory";
  public static final String JFR = "jdk.jfr.FlightRecorder";

  private JdkParts() {}

  /** Whether a class is there; it is not initialised. */
  public static boolean has(String className) {
    try {
      Class.forName(className, false, JdkParts.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException left) {
      return false;
    }
  }
}
