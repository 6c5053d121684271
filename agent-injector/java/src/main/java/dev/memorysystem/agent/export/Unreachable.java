package dev.memorysystem.agent.export;

import java.io.IOException;

/** There is no connection to the collector: whatever was to be sent is not the reason. */
final class Unreachable extends IOException {
  private static final long serialVersionUID = 1;

  Unreachable(IOException reason) {
    super(reason);
  }
}
