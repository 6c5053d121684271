package dev.memorysystem.programs;

import java.io.IOException;

/** The end of standard input is how tests end a program. */
final class StandardInput {
  private StandardInput() {}

  /** Reads up to the end of the next line or of the input. */
  static boolean awaitLine() throws IOException {
    int next = System.in.read();
    while (next >= 0 && next != '\n') {
      next = System.in.read();
    }
    return next >= 0;
  }

  /** The next line, null at the end. */
  static String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = System.in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = System.in.read();
    }
    return next >= 0 ? line.toString() : null;
  }

  static void exitAtEnd() {
    Thread end =
        new Thread(
            () -> {
              try {
                while (awaitLine()) {
                  continue;
                }
              } catch (IOException closed) {
                // the same as its end
              }
              System.exit(0);
            });
    end.setDaemon(true);
    end.start();
  }
}
