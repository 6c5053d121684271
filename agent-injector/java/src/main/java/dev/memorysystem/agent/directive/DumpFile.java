package dev.memorysystem.agent.directive;

import java.nio.file.Path;

/** Rung 4: a redacted heap dump. */
public final class DumpFile implements Result {
  private final Path file;

  DumpFile(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  @Override
  public String remark() {
    return "written to " + file;
  }
}
