package dev.memorysystem.agent.walk;

/** Where a path begins. */
public enum Root {
  STATIC("static"),
  THREAD_LOCAL("thread_local"),
  THREAD("thread"),
  CLASS_LOADER("class_loader"),
  STACK("stack"),
  JNI("jni");

  private final String text;

  Root(String text) {
    this.text = text;
  }

  /** As `memory.containers` names it. */
  public String text() {
    return text;
  }

  /** Whether the application's own fields do not lead here. */
  boolean isHidden() {
    return this == STACK || this == JNI;
  }

  /** Whether many objects have the same path from such roots. */
  boolean hasMany() {
    return this != STATIC;
  }
}
