package dev.memorysystem.agent.rules;

import dev.memorysystem.agent.sampler.FrameName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Who made objects of one class, and what became of them. */
final class Site {
  /** Frames that are kept, as in other records. */
  private static final int MAX_FRAMES = 32;

  private final String type;
  private final List<StackTraceElement> frames;
  final AtomicLong opened = new AtomicLong();
  final AtomicLong closed = new AtomicLong();
  final AtomicLong collected = new AtomicLong();

  private Site(String type, List<StackTraceElement> frames) {
    this.type = type;
    this.frames = frames;
  }

  /** Of an object under construction, on the calling thread. */
  static Site ofCaller(Object subject) {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int from = 0;
    while (from < stack.length && isOurs(stack[from])) {
      from++;
    }
    while (from < stack.length && constructs(stack[from], subject.getClass())) {
      from++;
    }
    int to = Math.min(stack.length, from + MAX_FRAMES);
    return new Site(
        subject.getClass().getName(),
        Arrays.asList(Arrays.copyOfRange(stack, Math.min(from, to), to)));
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.memorysystem.agent.rules.");
  }

  private static boolean constructs(StackTraceElement frame, Class<?> type) {
    if (frame.getMethodName().equals("<init>")) {
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        if (each.getName().equals(frame.getClassName())) {
          return true;
        }
      }
    }
    return false;
  }

  String type() {
    return FrameName.type(type);
  }

  /** Innermost first. */
  List<String> frames() {
    List<String> texts = new ArrayList<>(frames.size());
    for (StackTraceElement frame : frames) {
      texts.add(
          FrameName.frame(
              frame.getClassName(),
              frame.getMethodName(),
              frame.getLineNumber(),
              frame.isNativeMethod()));
    }
    return texts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Site
        && ((Site) other).type.equals(type)
        && ((Site) other).frames.equals(frames);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + frames.hashCode();
  }
}
