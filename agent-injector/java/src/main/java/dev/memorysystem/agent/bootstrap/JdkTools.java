package dev.memorysystem.agent.bootstrap;

import org.jspecify.annotations.Nullable;

/** Recognises the JDK's own programs (keytool, jcmd, javac, …), which are left alone. */
final class JdkTools {
  private static final String[] PACKAGES = {
    "sun.tools.", "sun.security.tools.", "sun.jvmstat.", "sun.rmi.", "jdk.", "com.sun.tools."
  };

  private JdkTools() {}

  /**
   * @param command the system property sun.java.command: main class, module/class or jar, followed
   *     by the arguments
   */
  static boolean isTool(@Nullable String command) {
    if (command == null) {
      return false;
    }
    String program = command.trim();
    int space = program.indexOf(' ');
    if (space >= 0) {
      program = program.substring(0, space);
    }
    String mainClass = program.substring(program.indexOf('/') + 1);
    for (String prefix : PACKAGES) {
      if (mainClass.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
