package dev.memorysystem.analyzer.finding;

/** What grows: a kind of memory, or a number of things. {@link #toString()} is the wire name. */
public enum LeakKind {
  HEAP("heap"),
  NATIVE("native"),
  DIRECT_BUFFER("direct-buffer"),
  MAPPED_BUFFER("mapped-buffer"),
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
