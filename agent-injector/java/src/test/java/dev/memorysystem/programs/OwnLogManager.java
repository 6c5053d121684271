package dev.memorysystem.programs;

import java.util.logging.LogManager;

/**
 * An application server in small: at the first line of its input it makes its log manager available
 * by the context class loader and uses java.util.logging for the first time.
 */
public final class OwnLogManager {
  public static void main(String[] args) throws Exception {
    StandardInput.awaitLine();
    System.out.println(LogManager.getLogManager().getClass().getName());
    while (StandardInput.awaitLine()) {
      continue;
    }
  }

  /** Named by the property java.util.logging.manager. */
  public static final class Manager extends LogManager {}
}
