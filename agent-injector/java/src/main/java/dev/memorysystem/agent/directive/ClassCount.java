package dev.memorysystem.agent.directive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Objects of one class in a census, and in the one before. */
public final class ClassCount {
  private static final double MIB = 1 << 20;

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

  /** `org.example.Order 12,000 objects, 1.5 MiB (+2,000, +0.2 MiB)`. */
  String inWords() {
    String now =
        String.format(Locale.ROOT, "%s %,d objects, %.1f MiB", type, instances, bytes / MIB);
    return previous == null
        ? now
        : now
            + String.format(
                Locale.ROOT,
                " (%+,d, %+.1f MiB)",
                instances - previous.instances,
                grownBytes() / MIB);
  }
}
