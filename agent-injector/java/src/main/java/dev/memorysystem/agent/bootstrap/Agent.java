package dev.memorysystem.agent.bootstrap;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the agent. Decides whether this JVM is worth looking at and leaves everything else to a
 * daemon thread that begins its work some seconds later. Never throws, never prints.
 */
public final class Agent {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private Agent() {}

  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(instrumentation);
  }

  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(instrumentation);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever happens here, the application starts
  private static void start(Instrumentation instrumentation) {
    try {
      if (isWanted() && STARTED.compareAndSet(false, true)) {
        AgentThread.start(instrumentation);
      }
    } catch (Throwable inert) {
      // a security manager, no memory, no threads left: the application goes on without an agent
    }
  }

  private static boolean isWanted() {
    String endpoint = System.getenv("MEMORY_SYSTEM_ENDPOINT");
    return endpoint != null
        && !endpoint.trim().isEmpty()
        && !"false".equalsIgnoreCase(System.getenv("MEMORY_SYSTEM_ENABLED"))
        && !JdkTools.isTool(System.getProperty("sun.java.command"));
  }
}
