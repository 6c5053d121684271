package dev.memorysystem.programs;

import java.util.Set;
import java.util.TreeSet;

/** At the end of its input lists what it can see of other things in its JVM. */
public final class Surroundings {
  public static void main(String[] args) throws Exception {
    while (StandardInput.awaitLine()) {
      continue;
    }
    for (String name :
        new String[] {
          "dev.memorysystem.agent.MemorySystemAgent",
          "dev.memorysystem.vocabulary.Signals",
          "dev.memorysystem.agent.shaded.io.opentelemetry.api.logs.Logger",
          "io.opentelemetry.api.GlobalOpenTelemetry"
        }) {
      System.out.println(name + " " + isVisible(name));
    }
    System.out.println(
        "threads of this group " + Thread.currentThread().getThreadGroup().activeCount());
    Set<String> threads = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      threads.add((thread.isDaemon() ? "daemon " : "user ") + thread.getName());
    }
    for (String thread : threads) {
      System.err.println(thread);
    }
  }

  private static boolean isVisible(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException invisible) {
      return false;
    }
  }
}
