package dev.memorysystem.agent;

import dev.memorysystem.agent.report.Reporter;

/** Sends what is known when the JVM ends in an orderly way. Holds it up for a second at most. */
final class LastReport {
  private LastReport() {}

  static void atExit(Reporter reporter) {
    Thread hook = new Thread(() -> run(reporter), "memory-system-last-report");
    hook.setContextClassLoader(LastReport.class.getClassLoader());
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // then there was nothing to report yet
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the application is on its way out, undisturbed
  private static void run(Reporter reporter) {
    try {
      reporter.stop();
    } catch (Throwable unsent) {
      // the collector sees that the reports end
    }
  }
}
