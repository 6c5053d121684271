package graphs;

/** What leaks: an entity with a kilobyte of contents. */
public final class Leaked {
  /** Bytes. */
  public static final int SIZE = 1_024;

  public final byte[] contents = new byte[SIZE];
}
