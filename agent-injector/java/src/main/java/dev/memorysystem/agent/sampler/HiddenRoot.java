package dev.memorysystem.agent.sampler;

import java.lang.ref.WeakReference;
import java.util.Optional;

/** An object that a stack or native code refers to. */
public final class HiddenRoot {
  private final WeakReference<Object> object;
  private final boolean onStack;
  private final Optional<String> type;
  private final Optional<String> method;

  /**
   * @param onStack whether a variable of a running method does; else native code
   * @param type class of that method, as Class.getName() has it
   * @param method its name
   */
  public HiddenRoot(
      Object object, boolean onStack, Optional<String> type, Optional<String> method) {
    this.object = new WeakReference<>(object);
    this.onStack = onStack;
    this.type = type;
    this.method = method;
  }

  public WeakReference<Object> object() {
    return object;
  }

  public boolean isOnStack() {
    return onStack;
  }

  /** Class of the method; absent for a global reference. */
  public Optional<String> type() {
    return type;
  }

  /** Name of the method; absent for a global reference. */
  public Optional<String> method() {
    return method;
  }
}
