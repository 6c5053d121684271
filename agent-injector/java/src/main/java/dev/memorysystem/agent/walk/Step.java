package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path from a root, as it is reported. There is one for each field of the
 * application's classes: it refers to names that the JVM has, and is written out where it is told.
 */
final class Step {
  /** To any element of the array or collection before. */
  static final Step ELEMENT = new Step(null, "[]", null, true, Part.WHOLE);

  /** Class of a field; null for all others, whose name is the whole text. */
  private final @Nullable String type;

  private final String name;
  private final @Nullable String otherHolder;
  private final boolean jdk;
  private final Part part;
  private final int hash;

  /** Of what structure a field is a part. */
  private enum Part {
    WHOLE,
    /** Leads from one object of a linked structure to the next. */
    LINK,
    /** Has the slots of a hash table that is of its own class. */
    TABLE
  }

  private Step(
      @Nullable String type, String name, @Nullable String otherHolder, boolean jdk, Part part) {
    this.type = type;
    this.name = name;
    this.otherHolder = otherHolder;
    this.jdk = jdk;
    this.part = part;
    this.hash = 31 * Objects.hashCode(type) + name.hashCode();
  }

  /**
   * @param binaryName of the class that declares the field
   */
  static Step field(String binaryName, String field) {
    return new Step(
        FrameName.type(binaryName), field, null, FrameName.isOfJdk(binaryName), Part.WHOLE);
  }

  /** The same field, which leads from one object of a linked structure to the next. */
  Step asLink() {
    return new Step(type, name, otherHolder, jdk, Part.LINK);
  }

  /** The same field, which has the slots of a hash table, as {@code java.util.HashMap.table}. */
  Step asTable() {
    return new Step(type, name, otherHolder, jdk, Part.TABLE);
  }

  /** A thread local that a static field has. */
  static Step threadLocal(Step field) {
    return other("ThreadLocal(" + field.text() + ")", field.holder());
  }

  /**
   * A thread local of which no static field is known.
   *
   * @param type its own class, or else that of its value
   */
  static Step threadLocalOf(String type) {
    return other("ThreadLocal(" + type + ")", null);
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
    return other("JNI global", null);
  }

  private static Step method(String kind, String binaryName, String method) {
    String name = FrameName.type(binaryName) + "." + method;
    return other(kind + name + ")", FrameName.isOfJdk(binaryName) ? null : name);
  }

  private static Step other(String text, @Nullable String holder) {
    return new Step(null, text, holder, false, Part.WHOLE);
  }

  String text() {
    return type == null ? name : type + "." + name;
  }

  /** Whether it reads the same. */
  boolean isLike(Step that) {
    return this == that
        || hash == that.hash && name.equals(that.name) && Objects.equals(type, that.type);
  }

  /** Equal for steps that read the same. */
  int hash() {
    return hash;
  }

  /** The field, where it is one of the application's or a library's class. */
  @Nullable String holder() {
    return type == null ? otherHolder : jdk ? null : text();
  }

  boolean hasHolder() {
    return type == null ? otherHolder != null : !jdk;
  }

  /** The field's name alone. */
  String field() {
    return name;
  }

  /** Whether it goes on within a linked structure. */
  boolean isLink() {
    return part == Part.LINK;
  }

  /** Whether it leads into a hash table, which somebody else has. */
  boolean isTable() {
    return part == Part.TABLE;
  }

  /** Whether it says nothing without the steps before it. */
  boolean isOfJdk() {
    return jdk;
  }
}
