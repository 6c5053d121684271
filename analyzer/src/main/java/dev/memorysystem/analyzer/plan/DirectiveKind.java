package dev.memorysystem.analyzer.plan;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent does once, when it is told to. {@link #toString()} is the wire name. */
public enum DirectiveKind {
  /** Rung 2: instances and bytes of every class, in one announced pause. */
  CLASS_CENSUS("class_census"),
  /** Rung 4: the heap as a file. */
  HEAP_DUMP("heap_dump"),
  /** Who runs: stacks of threads, sampled for a while. */
  STACK_SAMPLES("stack_samples");

  private final String wireName;

  DirectiveKind(String wireName) {
    this.wireName = wireName;
  }

  /** Empty for a name of another version. */
  public static Optional<DirectiveKind> of(@Nullable String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }

  @Override
  public String toString() {
    return wireName;
  }
}
