package dev.memorysystem.corpus;

import java.util.Locale;

/** Level of the load on a case. {@link #toString()} is its name in case.yaml. */
public enum Load {
  LOW,
  HIGH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
