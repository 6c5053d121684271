package dev.memorysystem.analyzer.finding;

/** Which memory grows. {@link #toString()} is the wire name. */
public enum LeakKind {
  HEAP("heap"),
  NATIVE("native"),
  DIRECT_BUFFER("direct-buffer"),
  THREAD("thread"),
  METASPACE("metaspace"),
  ALLOCATOR_RETENTION("allocator-retention"),
  PAGE_CACHE("page-cache");

  private final String wireName;

  LeakKind(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
