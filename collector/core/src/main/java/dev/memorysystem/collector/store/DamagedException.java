package dev.memorysystem.collector.store;

import java.io.IOException;

/** A store is damaged; it is put in order when it is next opened. */
public final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
