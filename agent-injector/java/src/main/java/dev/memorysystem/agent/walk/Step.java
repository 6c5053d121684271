package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import org.jspecify.annotations.Nullable;

/** One step of a path from a root, as it is reported. */
final class Step {
  /** To any element of the array or collection before. */
  static final Step ELEMENT = new Step("[]", null, true, false);

  private final String text;
  private final @Nullable String holder;
  private final boolean jdk;
  private final boolean link;

  private Step(String text, @Nullable String holder, boolean jdk, boolean link) {
    this.text = text;
    this.holder = holder;
    this.jdk = jdk;
    this.link = link;
  }

  /**
   * @param binaryName of the class that declares the field
   */
  static Step field(String binaryName, String field) {
    boolean jdk = FrameName.isOfJdk(binaryName);
    String text = FrameName.type(binaryName) + "." + field;
    return new Step(text, jdk ? null : text, jdk, false);
  }

  /** The same field, which leads from one object of a linked structure to the next. */
  Step asLink() {
    return new Step(text, holder, jdk, true);
  }

  /** A thread local that a static field has. */
  static Step threadLocal(Step field) {
    return new Step("ThreadLocal(" + field.text + ")", field.holder, false, false);
  }

  /**
   * A thread local of which no static field is known.
   *
   * @param type its own class, or else that of its value
   */
  static Step threadLocalOf(String type) {
    return new Step("ThreadLocal(" + type + ")", null, false, false);
  }

  /**
   * A variable of a running method.
   *
   * @param binaryName of the class that declares the method
   */
  static Step stack(String binaryName, String method) {
    return method("Stack(", binaryName, method);
  }

  /** A reference that native code has for the time of a call. */
  static Step nativeCall(String binaryName, String method) {
    return method("JNI(", binaryName, method);
  }

  /** A global reference of native code. */
  static Step nativeGlobal() {
    return new Step("JNI global", null, false, false);
  }

  private static Step method(String kind, String binaryName, String method) {
    String name = FrameName.type(binaryName) + "." + method;
    return new Step(kind + name + ")", FrameName.isOfJdk(binaryName) ? null : name, false, false);
  }

  String text() {
    return text;
  }

  /** The field, where it is one of the application's or a library's class. */
  @Nullable String holder() {
    return holder;
  }

  /** The field's name alone. */
  String field() {
    return text.substring(text.lastIndexOf('.') + 1);
  }

  /** Whether it goes on within a linked structure. */
  boolean isLink() {
    return link;
  }

  /** Whether it says nothing without the steps before it. */
  boolean isOfJdk() {
    return jdk;
  }
}
