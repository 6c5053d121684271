package dev.memorysystem.analyzer.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a path through the heap begins. {@link #toString()} is the wire name. */
public enum PathRoot {
  /** A static field. */
  STATIC("static", "a static field"),
  /** A value of a thread's thread locals. */
  THREAD_LOCAL("thread_local", "a thread local"),
  /** A thread. */
  THREAD("thread", "a thread"),
  /** A class loader. */
  CLASS_LOADER("class_loader", "a class loader"),
  /** A variable of a running method. */
  STACK("stack", "a variable of a running method"),
  /** Native code. */
  JNI("jni", "native code"),
  /** A sampled object; what holds that is not known. */
  SAMPLE("sample", "a sampled object"),
  /** Not known. */
  UNKNOWN("unknown", "an unknown root");

  private final String wireName;
  private final String words;

  PathRoot(String wireName, String words) {
    this.wireName = wireName;
    this.words = words;
  }

  /** The root of a wire name; unknown where that is none, or a newer agent's. */
  public static PathRoot of(@Nullable String wireName) {
    return Arrays.stream(values())
        .filter(root -> root.wireName.equals(wireName))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** As a sentence has it: {@code a static field}. */
  public String words() {
    return words;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
