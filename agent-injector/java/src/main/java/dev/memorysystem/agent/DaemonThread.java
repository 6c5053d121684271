package dev.memorysystem.agent;

/** A thread of the agent's own, which neither keeps the JVM alive nor shows when it fails. */
public final class DaemonThread {
  private DaemonThread() {}

  /** To be started. */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThread.class.getClassLoader());
    // Not the application's handler, which may print or end the JVM
    thread.setUncaughtExceptionHandler((ended, cause) -> {});
    return thread;
  }
}
