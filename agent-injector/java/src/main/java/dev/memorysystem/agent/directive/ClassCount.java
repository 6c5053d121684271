package dev.memorysystem.agent.directive;

import org.jspecify.annotations.Nullable;

/** Objects of one class in a census, and in the one before. */
public final class ClassCount {
  private final String type;
  private final long instances;
  private final long bytes;
  private final @Nullable ClassCount previous;

  ClassCount(String type, long instances, long bytes, @Nullable ClassCount previous) {
    this.type = type;
    this.instances = instances;
    this.bytes = bytes;
    this.previous = previous;
  }

  ClassCount plus(long moreInstances, long moreBytes) {
    return new ClassCount(type, instances + moreInstances, bytes + moreBytes, previous);
  }

  /** Compared with an earlier census; what that one left out for being small counts as nothing. */
  ClassCount since(@Nullable ClassCount earlier) {
    ClassCount before =
        earlier == null
            ? new ClassCount(type, 0, 0, null)
            : new ClassCount(type, earlier.instances, earlier.bytes, null);
    return new ClassCount(type, instances, bytes, before);
  }

  public String type() {
    return type;
  }

  public long instances() {
    return instances;
  }

  /** Shallow. */
  public long bytes() {
    return bytes;
  }

  /** Null when there was no earlier census. */
  public @Nullable ClassCount previous() {
    return previous;
  }

  long grownBytes() {
    return previous == null ? 0 : bytes - previous.bytes;
  }
}
