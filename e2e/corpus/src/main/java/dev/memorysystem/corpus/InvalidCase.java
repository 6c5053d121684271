package dev.memorysystem.corpus;

import java.nio.file.Path;
import java.util.List;

/** A case.yaml that cannot be used; the message lists all that is wrong with it. */
final class InvalidCase extends Exception {
  private static final long serialVersionUID = 1;

  InvalidCase(Path file, List<String> problems) {
    super(file + ":\n  " + String.join("\n  ", problems));
  }
}
