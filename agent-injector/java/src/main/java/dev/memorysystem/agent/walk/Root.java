package dev.memorysystem.agent.walk;

/** Where a path begins. */
public enum Root {
  STATIC("static"),
  THREAD_LOCAL("thread_local"),
  THREAD("thread"),
  CLASS_LOADER("class_loader");

  private final String text;

  Root(String text) {
    this.text = text;
  }

  /** As `memory.containers` names it. */
  public String text() {
    return text;
  }

  /** Whether many objects have the same path from such roots. */
  boolean hasMany() {
    return this != STATIC;
  }
}
