package dev.memorysystem.programs;

/** Forbids its own code nearly everything from its first line of input on. */
public final class LateSecurityManager {
  @SuppressWarnings({"removal", "deprecation"})
  public static void main(String[] args) throws Exception {
    StandardInput.awaitLine();
    System.setSecurityManager(new SecurityManager());
    try {
      System.getenv("HOME");
      System.out.println("allowed");
    } catch (SecurityException forbidden) {
      System.out.println("forbidden");
    }
    while (StandardInput.awaitLine()) {
      continue;
    }
  }
}
