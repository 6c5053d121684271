package dev.memorysystem.agent.report;

/** Which optional parts of the JDK this JVM has: images made by jlink leave out modules. */
final class JdkParts {
  static final String MANAGEMENT = "java.lang.management.ManagementFactory";
  static final String JFR = "jdk.jfr.FlightRecorder";

  private JdkParts() {}

  /** Whether a class is there; it is not initialised. */
  static boolean has(String className) {
    try {
      Class.forName(className, false, JdkParts.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException left) {
      return false;
    }
  }

  /** The JDK's feature release: 8, 11, 25. */
  static int release() {
    String version = System.getProperty("java.specification.version", "8");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }
}
