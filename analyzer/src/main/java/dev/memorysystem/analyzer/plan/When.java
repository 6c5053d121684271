package dev.memorysystem.analyzer.plan;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something is looked at, as a profile says. {@link #toString()} is the wire name. */
public enum When {
  NEVER("Never"),
  ON_SUSPICION("OnSuspicion"),
  ALWAYS("Always");

  private final String wireName;

  When(String wireName) {
    this.wireName = wireName;
  }

  /** Empty for a name of another version. */
  public static Optional<When> of(@Nullable String wireName) {
    return Arrays.stream(values()).filter(when -> when.wireName.equals(wireName)).findFirst();
  }

  @Override
  public String toString() {
    return wireName;
  }
}
