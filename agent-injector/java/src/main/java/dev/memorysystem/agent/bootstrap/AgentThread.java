package dev.memorysystem.agent.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;

/**
 * The agent's first thread: waits until the application had its start-up for itself, then loads the
 * agent proper by its own class loader and becomes its reporting thread.
 */
final class AgentThread implements Runnable {
  /** Milliseconds. JVMs that live shorter (probes, keytool, version checks) never pay for more. */
  private static final long DEFAULT_DELAY = 5_000;

  private static final int ATTEMPTS = 6;

  /** Milliseconds. */
  private static final long SHORTEST_RETRY = 1_000;

  private final Instrumentation instrumentation;

  private AgentThread(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  static void start(Instrumentation instrumentation) {
    Thread thread =
        new Thread(rootGroup(), new AgentThread(instrumentation), "memory-system-agent");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** The application may count the threads of its own group. */
  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // nothing may reach the uncaught-exception handler
  public void run() {
    long delay = delay();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Thread.sleep(delay);
        load();
        return;
      } catch (Throwable failed) {
        // A class that met a full heap while it was initialised stays broken, so the next attempt
        // has a new class loader; by then the application may have got over it
        delay = Math.max(SHORTEST_RETRY, delay * 2);
      }
    }
  }

  private void load() throws Exception {
    URI location = Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    InstClassLoader loader = new InstClassLoader(new File(location));
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass("dev.memorysystem.agent.MemorySystemAgent")
        .getMethod("run", Instrumentation.class, String.class)
        .invoke(null, instrumentation, loader.version());
  }

  private static long delay() {
    String text = System.getenv("MEMORY_SYSTEM_START_DELAY_MS");
    try {
      return text == null ? DEFAULT_DELAY : Math.max(0, Long.parseLong(text.trim()));
    } catch (NumberFormatException invalid) {
      return DEFAULT_DELAY;
    }
  }
}
